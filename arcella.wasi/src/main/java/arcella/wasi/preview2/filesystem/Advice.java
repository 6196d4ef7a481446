package arcella.wasi.preview2.filesystem;

/** The enum {@code advice}: how a guest is going to use a range of a file. */
public enum Advice {
    /** Nothing special. */
    NORMAL(0),
    /** From lower to higher offsets. */
    SEQUENTIAL(2),
    /** In any order. */
    RANDOM(1),
    /** Soon. */
    WILL_NEED(3),
    /** Not soon. */
    DONT_NEED(4),
    /** Once. */
    NO_REUSE(5);

    private final int number;

    Advice(int number) {
        this.number = number;
    }

    /** The kernel's {@code POSIX_FADV_…} number. */
    int number() {
        return number;
    }
}
