package arcella.wasi;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a guest tried and was refused, for its operator's eyes: guests see their interface's own error. How a remedy is
 * given depends on who runs the guest, so that is for them to say. Immutable.
 *
 * <p>The texts may hold what the guest said. Whatever could forge a line or move a cursor in them is escaped.
 *
 * @param attempt what it tried, to be read after "was refused": {@code to connect to tcp://10.0.0.7:5432}
 * @param remedy what would allow it
 */
public record Denial(String attempt, Remedy remedy) {

    private static final int LONGEST = 400;

    /** Escapes and bounds the text. */
    public Denial {
        attempt = harmless(attempt);
        Objects.requireNonNull(remedy, "remedy");
    }

    /** What would allow it. */
    public sealed interface Remedy {

        /**
         * A rule of the network, to connect, send or look up by.
         *
         * @param rule as {@link arcella.wasi.net.NetworkRule} writes it; with {@code HOST} and {@code PORT} in it where
         *     the guest did not come to say which
         */
        record Connect(String rule) implements Remedy {
            /** Escapes and bounds the text. */
            public Connect {
                rule = harmless(rule);
            }
        }

        /**
         * A rule of the network, to listen and receive by.
         *
         * @param rule as {@link Connect} has it
         */
        record Listen(String rule) implements Remedy {
            /** Escapes and bounds the text. */
            public Listen {
                rule = harmless(rule);
            }
        }

        /**
         * A folder that the guest has for reading, given for writing too.
         *
         * @param host the folder
         * @param guest the guest's name for it
         */
        record Writing(Path host, String guest) implements Remedy {
            /** Escapes and bounds the text. */
            public Writing {
                Objects.requireNonNull(host, "host");
                guest = harmless(guest);
            }
        }

        /** A folder that the guest has not, with what it wanted in it. */
        record Folder() implements Remedy {}

        /**
         * A limit, raised.
         *
         * @param limit its key, such as {@code open-files}
         */
        record Raise(String limit) implements Remedy {
            /** Escapes and bounds the text. */
            public Raise {
                limit = harmless(limit);
            }
        }

        /**
         * More heap for the process that the guest shares with others, or fewer others.
         *
         * @param worker whether that is a worker of its group, and not its host's own process
         */
        record Heap(boolean worker) implements Remedy {}

        /** Nothing: no guest may. */
        record Nothing() implements Remedy {}
    }

    private static String harmless(String text) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int at = 0; at < text.length();) {
            if (plain.length() >= LONGEST) {
                return plain.append('\u2026').toString();
            }
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            switch (Character.getType(point)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED ->
                    plain.append("\\u{").append(Integer.toHexString(point)).append('}');
                default -> plain.appendCodePoint(point);
            }
        }
        return plain.toString();
    }
}
