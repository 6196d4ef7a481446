package arcella.wit.component;

import java.util.List;
import java.util.Objects;

/** One entry of a core type section ({@code core:deftype}). */
public sealed interface CoreTypeDef {

    /** A recursion group; one type that stands alone is a group of one. It adds as many indices as it has members. */
    record Rec(List<Sub> members) implements CoreTypeDef {
        public Rec {
            members = List.copyOf(members);
        }
    }

    /** A module type. It adds one index. */
    record Module(List<Decl> declarations) implements CoreTypeDef {
        public Module {
            declarations = List.copyOf(declarations);
        }
    }

    /** A type with its declared supertypes. */
    record Sub(boolean isFinal, List<Integer> supertypes, boolean shared, Comp type) {
        public Sub {
            supertypes = List.copyOf(supertypes);
            Objects.requireNonNull(type, "type");
        }
    }

    /** A composite type ({@code core:comptype}). */
    sealed interface Comp {
    }

    /** A core function type. */
    record Func(List<CoreValType> params, List<CoreValType> results) implements Comp {
        public Func {
            params = List.copyOf(params);
            results = List.copyOf(results);
        }

        /** The type in the text format. */
        public String text() {
            StringBuilder text = new StringBuilder("(func");
            append(text, " (param", params);
            append(text, " (result", results);
            return text.append(')').toString();
        }

        private static void append(StringBuilder text, String keyword, List<CoreValType> types) {
            if (!types.isEmpty()) {
                text.append(keyword);
                types.forEach(type -> text.append(' ').append(type.text()));
                text.append(')');
            }
        }
    }

    /** A structure type. */
    record Struct(List<StorageField> fields) implements Comp {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** An array type. */
    record Array(StorageField element) implements Comp {
        public Array {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A field of a structure or array. */
    record StorageField(Storage type, boolean mutable) {
        public StorageField {
            Objects.requireNonNull(type, "type");
        }
    }

    /** What a field stores. */
    sealed interface Storage {
    }

    /** The packed integers. */
    enum Packed implements Storage { I8, I16 }

    /** A value type stored as it is. */
    record Unpacked(CoreValType type) implements Storage {
        public Unpacked {
            Objects.requireNonNull(type, "type");
        }
    }

    /** One line of a module type ({@code core:moduledecl}). */
    sealed interface Decl {
        /** Where the declaration starts in the binary. */
        int offset();
    }

    /** An import of a module type. */
    record ImportDecl(String module, String name, CoreExternDesc desc, int offset) implements Decl {
        public ImportDecl {
            Objects.requireNonNull(module, "module");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(desc, "desc");
        }
    }

    /** A type of a module type. */
    record TypeDecl(Rec type, int offset) implements Decl {
        public TypeDecl {
            Objects.requireNonNull(type, "type");
        }
    }

    /** An outer alias of a core type; the only alias that module types allow. */
    record AliasDecl(int count, int index, int offset) implements Decl {
    }

    /** An export of a module type. */
    record ExportDecl(String name, CoreExternDesc desc, int offset) implements Decl {
        public ExportDecl {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(desc, "desc");
        }
    }
}
