package arcella.engine.core;

/**
 * One import of a core module.
 *
 * @param module the first half of its name
 * @param field the second half of its name
 * @param type what must be given
 */
public record CoreImport(String module, String field, CoreExternType type) {

    /** Such as {@code env.log: (i32, i32) -> ()}. */
    @Override
    public String toString() {
        return module + "." + field + ": " + type;
    }
}
