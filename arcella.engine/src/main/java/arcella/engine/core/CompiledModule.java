package arcella.engine.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import arcella.engine.internal.binary.ModuleLayout.ImportName;

/**
 * What compiling a module gives, in a form that can be kept: everything that instances are made from.
 *
 * @param sha256 of the original binary
 * @param typeSpace the type section shared with the modules loaded along with it
 * @param imports the names of its imports; the stripped module has numbers instead
 * @param functions how many functions are the module's own, imports included
 * @param interpreted the functions that were too large to compile
 * @param names the content of the name section, or nothing
 * @param stripped the rewritten module without the bodies of compiled functions
 * @param mainClass the name of the class that makes machines
 * @param classes the Java classes by name
 */
record CompiledModule(String sha256, CoreOptions options, List<CoreFunctionType> typeSpace,
        List<ImportName> imports, int functions, boolean tailCalls, Set<Integer> interpreted, byte[] names,
        byte[] stripped, String mainClass, Map<String, byte[]> classes) {

    private static final CoreValueType[] VALUE_TYPES = CoreValueType.values();

    /** Tells the form, and what made it, from everything else. */
    static final String FORM = "compiled module 2, " + CoreEngine.VERSION;

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(stripped.length + 1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(FORM);
            out.writeUTF(sha256);
            out.writeBoolean(options.fuel());
            out.writeBoolean(options.callDepth());
            out.writeInt(typeSpace.size());
            for (CoreFunctionType type : typeSpace) {
                types(out, type.params());
                types(out, type.results());
            }
            out.writeInt(imports.size());
            for (ImportName name : imports) {
                sized(out, name.module().getBytes(StandardCharsets.UTF_8));
                sized(out, name.field().getBytes(StandardCharsets.UTF_8));
            }
            out.writeInt(functions);
            out.writeBoolean(tailCalls);
            out.writeInt(interpreted.size());
            for (int index : interpreted) {
                out.writeInt(index);
            }
            sized(out, names);
            sized(out, stripped);
            out.writeUTF(mainClass);
            out.writeInt(classes.size());
            for (Map.Entry<String, byte[]> type : classes.entrySet()) {
                out.writeUTF(type.getKey());
                sized(out, type.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote; empty if it is something else. */
    static Optional<CompiledModule> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (!in.readUTF().equals(FORM)) {
                return Optional.empty();
            }
            String sha256 = in.readUTF();
            CoreOptions options = new CoreOptions(in.readBoolean(), in.readBoolean());
            List<CoreFunctionType> types = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                types.add(new CoreFunctionType(types(in), types(in)));
            }
            List<ImportName> imports = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                imports.add(new ImportName(new String(sized(in), StandardCharsets.UTF_8),
                        new String(sized(in), StandardCharsets.UTF_8)));
            }
            int functions = in.readInt();
            boolean tailCalls = in.readBoolean();
            Set<Integer> interpreted = new TreeSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                interpreted.add(in.readInt());
            }
            byte[] names = sized(in);
            byte[] stripped = sized(in);
            String mainClass = in.readUTF();
            Map<String, byte[]> classes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.put(in.readUTF(), sized(in));
            }
            return Optional.of(new CompiledModule(sha256, options, List.copyOf(types), List.copyOf(imports),
                    functions, tailCalls, interpreted, names, stripped, mainClass, classes));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static void types(DataOutputStream out, List<CoreValueType> types) throws IOException {
        out.writeShort(types.size());
        for (CoreValueType type : types) {
            out.writeByte(type.ordinal());
        }
    }

    private static List<CoreValueType> types(DataInputStream in) throws IOException {
        List<CoreValueType> types = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            types.add(VALUE_TYPES[in.readUnsignedByte()]);
        }
        return types;
    }

    private static void sized(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] sized(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("damaged");
        }
        return in.readNBytes(length);
    }
}
