package arcella.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import arcella.engine.binding.WitError;

/** The types of the guest {@code examples/binding} in Java, its host and its face. */
public final class SampleTypes {

    private SampleTypes() {}

    /** An enum. */
    public enum Color { RED, GREEN, DEEP_BLUE }

    /** Flags. */
    public enum Rights { READ, WRITE, DELETE_ALL }

    /** A record of mixed fields. */
    public record Mixed(long id, String name, double weight, Color color, EnumSet<Rights> rights, List<String> tags,
            Optional<Long> parentId) {}

    /** A tuple. */
    public record Sides(double width, double height) {}

    /** A variant. */
    public sealed interface Shape {
        /** A case. */
        record Circle(double radius) implements Shape {}

        /** A case. */
        record Rect(Sides sides) implements Shape {}

        /** A case. */
        record Label(String text) implements Shape {}

        /** A case. */
        record Empty() implements Shape {}
    }

    /** Why a text is no number. */
    public sealed interface ParseError {
        /** A case. */
        record Empty() implements ParseError {}

        /** A case. */
        record BadDigit(int character) implements ParseError {}
    }

    /** As an exception. */
    public static final class ParseException extends Exception implements WitError<ParseError> {
        private static final long serialVersionUID = 1L;

        private final transient ParseError payload;

        /** With that error. */
        public ParseException(ParseError payload) {
            this.payload = payload;
        }

        @Override
        public ParseError payload() {
            return payload;
        }
    }

    /** A resource of the host's. */
    public static final class Counter implements AutoCloseable {
        private long value;

        /** Begins there. */
        public Counter(long start) {
            this.value = start;
        }

        /** The next number. */
        public long next() {
            return ++value;
        }

        /** One that begins with both together. */
        public static Counter sum(Counter a, Counter b) {
            return new Counter(a.value + b.value);
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    /** The host's functions. */
    public static final class Host {

        /** Does nothing with it. */
        public void log(String text) {
            // What is measured is the call.
        }

        /** Reads a number. */
        public long parse(String text) throws ParseException {
            if (text.isEmpty()) {
                throw new ParseException(new ParseError.Empty());
            }
            return Long.parseLong(text);
        }

        /** Gives it back. */
        public Mixed changeMixed(Mixed value) {
            return value;
        }

        /** Gives it back. */
        public Shape changeShape(Shape value) {
            return value;
        }

        /** Gives it back. */
        public byte[] changeBytes(byte[] value) {
            return value;
        }

        /** Their sum. */
        public long total(long[] values) {
            return Arrays.stream(values).sum();
        }
    }

    /** The guest's functions that are measured. */
    public interface Guest {
        /** Adds. */
        long add(long a, long b);

        /** Greets. */
        String greet(String name);

        /** Gives it back. */
        byte[] echoBytes(byte[] value);

        /** Gives it back. */
        Mixed echoMixed(Mixed value);

        /** Gives it back. */
        Shape echoShape(Shape value);

        /** Gives them back. */
        List<Mixed> echoAll(List<Mixed> values);

        /** Gives what the host makes of it. */
        byte[] bytesViaHost(byte[] value);

        /** Gives what the host makes of them. */
        long totalViaHost(long[] values);
    }
}
