package arcella.engine.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.engine.testing.Guests;

/** The guest {@code examples/binding} in Java: its types, its host and its face. */
final class Sample {

    static final String HOST = "arcella:binding/host@1.0.0";
    static final String GUEST = "arcella:binding/guest@1.0.0";

    private Sample() {}

    enum Color { RED, GREEN, DEEP_BLUE }

    enum Right {
        READ, WRITE,
        @WitName("delete-all") DELETE
    }

    record Mixed(long id, String name, double weight, Color color, EnumSet<Right> rights, List<String> tags,
            @WitName("parent-id") Optional<Long> parent) {}

    record Sides(double width, double height) {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Rect(Sides sides) implements Shape {}

        record Label(String text) implements Shape {}

        record Empty() implements Shape {}
    }

    sealed interface ParseError {
        record Empty() implements ParseError {}

        record BadDigit(int character) implements ParseError {}
    }

    static final class ParseException extends Exception implements WitError<ParseError> {
        private static final long serialVersionUID = 1L;

        private final transient ParseError payload;

        ParseException(ParseError payload) {
            super(payload.toString());
            this.payload = payload;
        }

        @Override
        public ParseError payload() {
            return payload;
        }
    }

    static final class FullException extends RuntimeException implements WitError<String> {
        private static final long serialVersionUID = 1L;

        FullException(String what) {
            super(what);
        }

        @Override
        public String payload() {
            return getMessage();
        }
    }

    static final class Counter implements AutoCloseable {
        private final Host host;
        private long value;

        Counter(Host host, long value) {
            this.host = host;
            this.value = value;
            host.open.add(this);
        }

        public long next() {
            return ++value;
        }

        @Override
        public void close() {
            host.open.remove(this);
            host.closed++;
        }
    }

    static class Host {
        final List<String> lines = new ArrayList<>();
        final List<Counter> open = new ArrayList<>();
        int closed;

        public Counter newCounter(long start) {
            return new Counter(this, start);
        }

        @WitName("[static]counter.sum")
        public Counter both(Counter a, Counter b) {
            a.close();
            return new Counter(this, a.value + b.value);
        }

        public void log(String text) throws InterruptedException {
            switch (text) {
                case "fail" -> throw new IllegalStateException("as asked");
                case "interrupt" -> throw new InterruptedException("as asked");
                default -> lines.add(text);
            }
        }

        public long parse(String text) throws ParseException {
            if (text.isEmpty()) {
                throw new ParseException(new ParseError.Empty());
            }
            int bad = text.codePoints().filter(c -> c < '0' || c > '9').findFirst().orElse(0);
            if (bad != 0) {
                throw new ParseException(new ParseError.BadDigit(bad));
            }
            return Long.parseLong(text);
        }

        public Mixed changeMixed(Mixed value) {
            return new Mixed(value.id() + 1, value.name().toUpperCase(java.util.Locale.ROOT), -value.weight(),
                    Color.values()[(value.color().ordinal() + 1) % 3], EnumSet.complementOf(value.rights()),
                    value.tags().reversed(), value.parent().map(id -> id * 2));
        }

        public Shape changeShape(Shape shape) {
            return switch (shape) {
                case Shape.Circle(double radius) -> new Shape.Rect(new Sides(radius, radius));
                case Shape.Rect(Sides sides) -> new Shape.Circle(sides.width() * sides.height());
                case Shape.Label(String text) -> text.isEmpty() ? new Shape.Empty() : new Shape.Label(text + text);
                case Shape.Empty() -> new Shape.Label("");
            };
        }

        public byte[] changeBytes(byte[] bytes) {
            byte[] changed = bytes.clone();
            for (int i = 0; i < changed.length; i++) {
                changed[i]++;
            }
            return changed;
        }

        public long total(long[] values) {
            return Arrays.stream(values).sum();
        }
    }

    interface Blob extends AutoCloseable {
        long size();

        void append(byte[] more) throws FullException;

        @Override
        void close();
    }

    interface Face {
        long add(long a, long b);

        String greet(String name);

        byte[] echoBytes(byte[] value);

        Mixed echoMixed(Mixed value);

        Shape echoShape(Shape value);

        List<Mixed> echoAll(List<Mixed> values);

        double total(double[] values);

        long blobs();

        Blob newBlob(byte[] init);

        Blob blobConcat(Blob a, Blob b);

        void logViaHost(String text);

        long parseViaHost(String text) throws ParseException;

        Mixed mixedViaHost(Mixed value);

        Shape shapeViaHost(Shape value);

        byte[] bytesViaHost(byte[] value);

        long totalViaHost(long[] values);

        long countViaHost(long start, long steps);

        default String greetAll(List<String> names) {
            return String.join(" ", names.stream().map(this::greet).toList());
        }
    }

    /** Read and compiled once for all tests of a class. */
    static Component component() {
        return Component.of(Guests.read("binding/binding.wasm"), new CoreEngine());
    }

    static Linker linker(Host host) {
        return new Linker().implement(HOST, host, Counter.class);
    }

    static ComponentInstance instance(Component component, Host host) {
        return linker(host).instantiate(component);
    }
}
