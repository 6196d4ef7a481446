package arcella.engine.component;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import arcella.engine.EngineError;
import arcella.engine.binding.WitResult;
import arcella.error.ArcellaException;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;

/** The interfaces {@code test:foreign/things} and {@code more} in Java. */
final class JavaThings {

    final AtomicLong dropped = new AtomicLong();
    final AtomicInteger open = new AtomicInteger();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    /** A resource. That of value 1000 keeps its readers waiting, and that of 666 cannot be closed. */
    static final class Thing implements AutoCloseable {
        private final JavaThings things;
        private final long value;
        private boolean closed;

        Thing(JavaThings things, long value) {
            this.things = things;
            this.value = value;
            things.open.incrementAndGet();
        }

        public long value() throws InterruptedException {
            if (value == 1000) {
                things.entered.countDown();
                things.goOn.await();
            }
            if (closed) {
                throw new AssertionError("used after it was closed: " + value);
            }
            return value;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                throw new AssertionError("closed twice: " + value);
            }
            closed = true;
            things.open.decrementAndGet();
            things.dropped.addAndGet(value);
            if (value == 666) {
                throw new IOException("stuck");
            }
        }
    }

    /** Another resource. */
    static final class Token implements AutoCloseable {
        @Override
        public void close() {
            // Holds nothing.
        }
    }

    record Numbered(long number, Thing thing) {}

    record Named(Thing thing, String name) {}

    sealed interface Holder {
        record None() implements Holder {}

        record One(Thing thing) implements Holder {}

        record Text(String text) implements Holder {}
    }

    record Bag(List<Thing> all, Optional<Thing> maybe, WitResult<Thing, String> outcome, WitResult<String, Thing> failed,
            Holder holder, Numbered pair, List<Named> pairs) {
        Bag {
            if (all.size() > 2) {
                throw new IllegalArgumentException("too many");
            }
        }
    }

    record Loan(List<Thing> all, Optional<Thing> maybe, WitResult<Thing, String> outcome, Numbered pair) {}

    sealed interface Lent {
        record None() implements Lent {}

        record One(Thing thing) implements Lent {}
    }

    public Thing newThing(long value) {
        return new Thing(this, value);
    }

    public Thing thingJoin(Thing a, Thing b) throws Exception {
        a.close();
        return new Thing(this, a.value + b.value());
    }

    public Token newToken() {
        return new Token();
    }

    public Bag echoAll(Bag value) {
        return value;
    }

    public long sum(Loan loan, Lent lent) throws InterruptedException {
        long sum = loan.pair().number() + loan.pair().thing().value();
        for (Thing thing : loan.all()) {
            sum += thing.value();
        }
        if (loan.maybe().isPresent()) {
            sum += loan.maybe().get().value();
        }
        if (loan.outcome() instanceof WitResult.Ok<Thing, String>(Thing thing)) {
            sum += thing.value();
        }
        return lent instanceof Lent.One(Thing thing) ? sum + thing.value() : sum;
    }

    public long take(Thing thing) throws Exception {
        thing.close();
        return thing.value;
    }

    public void fail(Thing thing) throws Exception {
        thing.close();
        switch ((int) thing.value) {
            case 1 -> throw new IllegalStateException("unchecked");
            case 2 -> throw new Exception("checked");
            case 3 -> throw new NoClassDefFoundError("a/Class");
            case 4 -> throw new ArcellaException(EngineError.LIMIT, "coded", "");
            case 5 -> throw new InterruptedException("interrupted");
            default -> fail(thing, 0);
        }
    }

    private long fail(Thing thing, long depth) {
        return fail(thing, depth + 1) + thing.value;
    }

    public long dropped() {
        return dropped.get();
    }

    /** Of the interface {@code more}. */
    static final class More {
        public Thing twice(Thing of) throws InterruptedException {
            return new Thing(of.things, 2 * of.value());
        }
    }

    static InstanceType type(String iface) {
        return ((ExternType.Instance) ForeignPair.consumer().type().imports().get(iface)).type();
    }

    static JavaInterface things(Object host, JavaResources resources) {
        return new JavaInterface(ForeignPair.THINGS, type(ForeignPair.THINGS), host, List.of(Thing.class, Token.class),
                resources);
    }

    static JavaInterface more(JavaResources resources) {
        return new JavaInterface(ForeignPair.MORE, type(ForeignPair.MORE), new More(), List.of(), resources);
    }
}
