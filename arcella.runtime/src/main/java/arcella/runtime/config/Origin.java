package arcella.runtime.config;

/** Where a value comes from. */
public sealed interface Origin {

    /** In words, such as {@code etc/arcella.toml:3}. */
    String text();

    /**
     * A line of a file.
     *
     * @param file as it is called in messages
     * @param line from 1
     * @param column from 1
     */
    record Place(String file, int line, int column) implements Origin {
        @Override
        public String text() {
            return file + ":" + line;
        }
    }

    /**
     * The environment.
     *
     * @param variable its name
     */
    record Variable(String variable) implements Origin {
        @Override
        public String text() {
            return "environment " + variable;
        }
    }

    /** Nobody has said anything. */
    record Standard() implements Origin {
        @Override
        public String text() {
            return "default";
        }
    }
}
