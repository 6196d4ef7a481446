package arcella.runtime;

/** Hears how far an operation is that takes long. Called on the operation's thread; must return at once. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing. */
    Progress NONE = (what, done, total) -> { };

    /**
     * So much is done.
     *
     * @param what such as {@code compiling}
     * @param done how much; never less than before of the same {@code what}
     * @param total out of how much; -1 if that is not known
     */
    void told(String what, long done, long total);
}
