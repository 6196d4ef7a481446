package arcella.command;

import java.util.List;

/** How the data of a verb's result is laid out for people; machines read the data itself. */
public sealed interface ResultShape {

    /** Only the message. */
    record Message() implements ResultShape {}

    /** One thing: its fields below each other. The data is {@link Data.Fields}. */
    record Sheet(List<Column> columns) implements ResultShape {
        public Sheet {
            columns = List.copyOf(columns);
        }
    }

    /** Many things: a table. The data is {@link Data.Items} of {@link Data.Fields}. */
    record Table(List<Column> columns) implements ResultShape {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The data is one {@link Data.Text} or {@link Data.Items} of them, printed as lines. Streamed events likewise; an
     * event may also be {@link Data.Fields} whose field {@code line}, or else {@code text}, is the line, the rest is for machines.
     */
    record Lines() implements ResultShape {}

    /**
     * An interactive verb: it owns the caller's terminal until it ends. It reads key strokes from
     * {@link Invocation#input()}, writes with {@code emit("output", bytes)}, and hears the control event {@code resize}
     * with the whole numbers {@code columns} and {@code rows}: once before the first key stroke, with the terminal's type
     * as the text {@code term}, then at every change; never, if the caller has no terminal. Where the verb has the
     * parameters {@code folder} (text) and {@code no-color} (flag), the client fills them in.
     */
    record Terminal() implements ResultShape {}

    /**
     * One field of a sheet or table.
     *
     * @param key the field's name in the data
     * @param title what people see
     * @param format how the value is written
     * @param wideOnly left out of tables unless {@code wide} output is asked for
     */
    record Column(String key, String title, Format format, boolean wideOnly) {
        public static Column of(String key, String title) {
            return new Column(key, title, Format.PLAIN, false);
        }

        public static Column of(String key, String title, Format format) {
            return new Column(key, title, format, false);
        }

        /** This one, in wide output only. */
        public Column wide() {
            return new Column(key, title, format, true);
        }
    }

    /** How a value is written for people. */
    enum Format {
        /** As it is; escaped. */
        PLAIN,
        /** A number, aligned right. */
        NUMBER,
        /** Bytes: {@code 1.5 MiB}. */
        BYTES,
        /** Milliseconds: {@code 350 ms}, {@code 2 min 5 s}. */
        MILLIS,
        /** Milliseconds since 1970 as local date and time. */
        TIME,
        /** A state's name, coloured where the terminal has colours. */
        STATE
    }
}
