package arcella.wit.component;

import java.util.List;
import java.util.Objects;

/**
 * What a core module shows to its component: types, imports, exports, and the types of what it defines, but no code.
 *
 * @param types its type section, by recursion groups
 * @param imports its imports in order
 * @param functions for each function that it defines, its type index
 * @param tables the tables that it defines
 * @param memories the memories that it defines
 * @param globals the globals that it defines
 * @param tags the tags that it defines
 * @param exports its exports in order
 * @param bytes the module
 */
public record CoreModule(
        List<CoreTypeDef.Rec> types,
        List<Import> imports,
        List<CoreExternDesc.Func> functions,
        List<CoreExternDesc.Table> tables,
        List<CoreExternDesc.Memory> memories,
        List<CoreExternDesc.Global> globals,
        List<CoreExternDesc.Tag> tags,
        List<Export> exports,
        ByteSlice bytes) {

    public CoreModule {
        types = List.copyOf(types);
        imports = List.copyOf(imports);
        functions = List.copyOf(functions);
        tables = List.copyOf(tables);
        memories = List.copyOf(memories);
        globals = List.copyOf(globals);
        tags = List.copyOf(tags);
        exports = List.copyOf(exports);
        Objects.requireNonNull(bytes, "bytes");
    }

    /** An import under its two names. */
    public record Import(String module, String name, CoreExternDesc desc, int offset) {
        public Import {
            Objects.requireNonNull(module, "module");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(desc, "desc");
        }
    }

    /** An export; {@code index} counts imports first, then definitions. */
    public record Export(String name, CoreSort sort, int index, int offset) {
        public Export {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sort, "sort");
        }
    }
}
