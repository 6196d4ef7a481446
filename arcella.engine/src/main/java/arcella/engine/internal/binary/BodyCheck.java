package arcella.engine.internal.binary;

import java.util.BitSet;
import java.util.List;

import arcella.engine.core.CoreFunctionType;

/**
 * Checks function bodies as far as the rewriting pass relies on it: that they are made of whole instructions, nest
 * properly, and reach no type, function, global, local or label that is not there.
 *
 * @param types the function types
 * @param functions how many functions there are
 * @param globals how many globals there are
 * @param slack by how much the bounds on locals and nesting may be passed
 */
record BodyCheck(byte[] bytes, List<CoreFunctionType> types, int functions, int globals, int slack) {

    /**
     * Checks one body.
     *
     * @param parameters how many parameters the function has
     * @param where the function, for messages
     * @return whether it makes tail calls
     */
    boolean check(int start, int end, int parameters, String where) {
        BinaryReader in = new BinaryReader(bytes, start, end);
        long locals = parameters;
        for (int left = in.count("groups of locals"); left > 0; left--) {
            locals += in.u32();
            ModuleDecoder.refuse(locals, "locals" + where, ModuleDecoder.MAX_LOCALS + slack);
            TypeReader.value(in);
        }
        InstructionReader reader = new InstructionReader(bytes, in.position(), end);
        BitSet openIfs = new BitSet();
        int depth = 1;
        boolean tailCalls = false;
        while (reader.next()) {
            if (depth == 0) {
                throw BinaryReader.malformed(reader.start(), "instructions after the end of a function");
            }
            ModuleDecoder.check(reader.maxLabel(), depth, "label", reader.start());
            switch (reader.opcode()) {
                case Opcodes.BLOCK, Opcodes.LOOP, Opcodes.IF, Opcodes.TRY_TABLE -> {
                    ModuleDecoder.refuse(++depth, "nested blocks" + where, ModuleDecoder.MAX_NESTING + slack);
                    openIfs.set(depth, reader.opcode() == Opcodes.IF);
                }
                case Opcodes.ELSE -> {
                    if (!openIfs.get(depth)) {
                        throw BinaryReader.malformed(reader.start(), "else without if");
                    }
                    openIfs.clear(depth);
                }
                case Opcodes.END -> depth--;
                case Opcodes.RETURN_CALL_INDIRECT -> tailCalls = true;
                default -> {
                    indices(reader, locals);
                    tailCalls |= reader.opcode() == Opcodes.RETURN_CALL;
                }
            }
            ModuleDecoder.check(reader.typeIndex(), types.size(), "type", reader.start());
        }
        if (depth != 0) {
            throw BinaryReader.malformed(end, "a function body does not end");
        }
        return tailCalls;
    }

    private void indices(InstructionReader reader, long locals) {
        int index = reader.immediate();
        switch (reader.opcode()) {
            case Opcodes.BR_TABLE ->
                    ModuleDecoder.refuse(index, "labels in one br_table", ModuleDecoder.MAX_LABELS);
            case Opcodes.LOCAL_GET, Opcodes.LOCAL_SET, Opcodes.LOCAL_TEE ->
                    ModuleDecoder.check(index, locals, "local", reader.start());
            case Opcodes.GLOBAL_GET, Opcodes.GLOBAL_SET ->
                    ModuleDecoder.check(index, globals, "global", reader.start());
            case Opcodes.CALL, Opcodes.RETURN_CALL, Opcodes.REF_FUNC ->
                    ModuleDecoder.check(index, functions, "function", reader.start());
            default -> { }
        }
    }
}
