package arcella.wit.component;

/** One canonical option, as written ({@code canonopt}). */
public sealed interface CanonOption {

    /** How strings are encoded. */
    enum StringEncoding implements CanonOption {
        UTF8("utf8"),
        UTF16("utf16"),
        LATIN1_UTF16("latin1-utf16");

        private final String text;

        StringEncoding(String text) {
            this.text = text;
        }

        /** The encoding's name. */
        public String text() {
            return text;
        }
    }

    /** The memory to read and write, a core memory index. */
    record Memory(int coreMemoryIndex) implements CanonOption {
    }

    /** The allocator, a core function index. */
    record Realloc(int coreFuncIndex) implements CanonOption {
    }

    /** What to call after the results were read, a core function index. */
    record PostReturn(int coreFuncIndex) implements CanonOption {
    }

    /** The asynchronous ABI. */
    record Async() implements CanonOption {
    }

    /** The event callback of a stackless asynchronous lift, a core function index. */
    record Callback(int coreFuncIndex) implements CanonOption {
    }
}
