package arcella.engine.internal.binary;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreModule;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;

/**
 * Finds out which features a core module uses that this engine does not run: from what it declares, and by walking its
 * code without understanding it. What is damaged ends the walk and is for others to report.
 */
public final class ModuleFeatures {

    /** A feature beyond what this engine runs. */
    public enum Feature {
        /** Vectors of 128 bits. */
        SIMD("SIMD", true),
        /** Vector instructions whose results depend on the machine. */
        RELAXED_SIMD("relaxed SIMD", false),
        /** Structures, arrays and what is above and below them. */
        GC("garbage-collected types", true),
        /** References to functions of one type. */
        FUNCTION_REFERENCES("typed function references", true),
        /** Memories that threads share. */
        THREADS("threads (shared memory)", true),
        /** Tables, globals, functions and structures that threads share. */
        SHARED_EVERYTHING("shared things other than memories", false),
        /** Memories with addresses of 64 bits. */
        MEMORY64("memory64", false),
        /** Tables with indices of 64 bits. */
        TABLE64("64-bit tables", false),
        /** Memories with pages of another size than 64 KiB. */
        PAGE_SIZES("custom page sizes", false),
        /** Exceptions as they were before {@code try_table}. */
        OLD_EXCEPTIONS("the old form of exception handling", false),
        /** Arithmetic on 128-bit integers. */
        WIDE_ARITHMETIC("wide arithmetic", false);

        private final String text;
        private final boolean validated;

        Feature(String text, boolean validated) {
            this.text = text;
            this.validated = validated;
        }

        /** Its name in messages. */
        public String text() {
            return text;
        }

        /** Whether the validator knows its rules. */
        public boolean validated() {
            return validated;
        }
    }

    private static final int PREAMBLE = 8;
    private static final int CODE_SECTION = 10;

    private final Set<Feature> found = EnumSet.noneOf(Feature.class);
    private final BinaryReader in;

    private ModuleFeatures(byte[] bytes) {
        this.in = new BinaryReader(bytes, PREAMBLE, bytes.length);
    }

    /** The features that a module uses and this engine does not run. */
    public static Set<Feature> of(CoreModule module) {
        byte[] bytes = module.bytes().toByteArray();
        ModuleFeatures features = new ModuleFeatures(bytes);
        features.declarations(module);
        try {
            features.code(bytes);
        } catch (ArcellaException e) {
            if (e.code().number() != EngineError.MALFORMED.number()) {
                throw e;
            }
        }
        return features.found;
    }

    private void declarations(CoreModule module) {
        module.types().forEach(group -> {
            if (group.members().size() != 1) {
                found.add(Feature.GC);
            }
            group.members().forEach(this::type);
        });
        Stream.of(module.imports().stream().map(CoreModule.Import::desc), module.tables().stream(),
                module.memories().stream(), module.globals().stream()).flatMap(each -> each).forEach(this::declared);
    }

    private void type(CoreTypeDef.Sub type) {
        if (!type.isFinal() || !type.supertypes().isEmpty()) {
            found.add(Feature.GC);
        }
        if (type.shared()) {
            found.add(Feature.SHARED_EVERYTHING);
        }
        switch (type.type()) {
            case CoreTypeDef.Func func -> {
                func.params().forEach(this::value);
                func.results().forEach(this::value);
            }
            case CoreTypeDef.Struct struct -> found.add(Feature.GC);
            case CoreTypeDef.Array array -> found.add(Feature.GC);
        }
    }

    private void declared(CoreExternDesc desc) {
        switch (desc) {
            case CoreExternDesc.Table table -> {
                value(table.element());
                note(table.limits().is64(), Feature.TABLE64);
                note(table.limits().shared(), Feature.SHARED_EVERYTHING);
            }
            case CoreExternDesc.Memory memory -> {
                note(memory.limits().is64(), Feature.MEMORY64);
                note(memory.limits().shared(), Feature.THREADS);
                note(memory.pageSizeLog2() != 16, Feature.PAGE_SIZES);
            }
            case CoreExternDesc.Global global -> {
                value(global.type());
                note(global.shared(), Feature.SHARED_EVERYTHING);
            }
            case CoreExternDesc.Func func -> { }
            case CoreExternDesc.Tag tag -> { }
        }
    }

    private void note(boolean used, Feature feature) {
        if (used) {
            found.add(feature);
        }
    }

    private void value(CoreValType type) {
        switch (type) {
            case CoreValType.Num number -> note(number == CoreValType.Num.V128, Feature.SIMD);
            case CoreValType.Ref ref -> {
                note(!ref.nullable(), Feature.FUNCTION_REFERENCES);
                switch (ref.heap()) {
                    case CoreValType.ConcreteHeap heap -> found.add(Feature.FUNCTION_REFERENCES);
                    case CoreValType.AbstractHeap heap -> {
                        note(heap.shared(), Feature.SHARED_EVERYTHING);
                        switch (heap.kind()) {
                            case FUNC, EXTERN, EXN -> { }
                            case ANY, EQ, I31, STRUCT, ARRAY, NONE, NO_EXTERN, NO_FUNC, NO_EXN -> found.add(Feature.GC);
                        }
                    }
                }
            }
        }
    }

    private void code(byte[] bytes) {
        while (in.more()) {
            int id = in.u8();
            int size = in.count("bytes of a section");
            int start = in.position();
            in.skip(size);
            if (id == CODE_SECTION) {
                BinaryReader code = new BinaryReader(bytes, start, start + size);
                for (int left = code.count("function bodies"); left > 0; left--) {
                    int length = code.count("bytes of a function body");
                    new InstructionWalk(new BinaryReader(bytes, code.position(), code.position() + length), found).body();
                    code.skip(length);
                }
            }
        }
    }
}
