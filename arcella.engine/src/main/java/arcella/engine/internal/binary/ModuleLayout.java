package arcella.engine.internal.binary;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.engine.core.CoreFunctionType;

/**
 * Where things lie in a core module's binary, as far as the rewriting pass needs to know; the arrays are not to be
 * changed.
 *
 * @param bytes the whole binary
 * @param sections the known sections by id
 * @param nameSection the content of the first custom section {@code name}, if there is one
 * @param types the function types, in order
 * @param importedFunctionTypes the type index of each imported function
 * @param imports the names of the imports, in order
 * @param importAt where what is imported is described, after the names: its start, then its end, for each import
 * @param functionTypes the type index of each function of its own
 * @param tagTypes the type index of each tag of its own
 * @param bodies where each function's body lies, after its size: its start, then its end, for each
 * @param globals how many globals there are, imported ones included
 * @param tailCalls whether a function ends in a tail call
 */
public record ModuleLayout(byte[] bytes, Map<Integer, Span> sections, Optional<Span> nameSection,
        List<CoreFunctionType> types, int[] importedFunctionTypes, List<ImportName> imports,
        int[] importAt, int[] functionTypes, int[] tagTypes, int[] bodies, int globals, boolean tailCalls) {

    /** A run of bytes. */
    public record Span(int start, int end) {}

    /** The two halves of an import's name. */
    public record ImportName(String module, String field) {}

    /** How many functions there are, imported ones included. */
    public int functions() {
        return importedFunctionTypes.length + functionTypes.length;
    }

    /** The type of a function. */
    public CoreFunctionType functionType(int index) {
        return types.get(index < importedFunctionTypes.length ? importedFunctionTypes[index]
                : functionTypes[index - importedFunctionTypes.length]);
    }

    /** A section's content. */
    public Optional<Span> section(int id) {
        return Optional.ofNullable(sections.get(id));
    }
}
