package arcella.wasi.preview1;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CoreMemory;
import arcella.wasi.WasiClocks;
import arcella.wasi.fs.FsException;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.Timer;

/** {@code poll_oneoff}: waits for moments, for input and for room for output, all at once. */
final class PollFunctions {

    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ABSOLUTE = 1;

    private final Host host;

    PollFunctions(Host host) {
        this.host = host;
    }

    void addTo(FunctionTable table) {
        table.add("poll_oneoff", "iiii", a -> poll((int) a[0], (int) a[1], (int) a[2], (int) a[3]));
    }

    /** One thing waited for; where the subscription itself is wrong, the error that its event tells at once. */
    private record Subscription(long userdata, int kind, int descriptor, @Nullable Pollable pollable, Errno error) {

        boolean ready() {
            return pollable == null || pollable.ready();
        }
    }

    private void poll(int in, int out, int count, int answer) throws ErrnoException, FsException, InterruptedException {
        CoreMemory memory = host.memory();
        if (count <= 0 || count > Integer.MAX_VALUE / SUBSCRIPTION_BYTES) {
            throw Errno.INVAL.failure();
        }
        memory.check(in, count * SUBSCRIPTION_BYTES);
        memory.check(out, count * EVENT_BYTES);
        memory.check(answer, 4);
        List<Subscription> subscriptions = new ArrayList<>(count);
        List<Pollable> waits = new ArrayList<>(count);
        boolean wrong = false;
        for (int i = 0; i < count; i++) {
            Subscription next = subscription(memory, in + i * SUBSCRIPTION_BYTES);
            subscriptions.add(next);
            if (next.pollable() == null) {
                wrong = true;
            } else {
                waits.add(next.pollable());
            }
        }
        if (!wrong) {
            Pollable.awaitAny(waits);
        }
        int events = 0;
        for (Subscription subscription : subscriptions) {
            if (subscription.ready()) {
                store(memory, out + events * EVENT_BYTES, subscription);
                events++;
            }
        }
        memory.writeInt(answer, events);
    }

    private Subscription subscription(CoreMemory memory, int at) throws ErrnoException {
        long userdata = memory.readLong(at);
        int kind = memory.readByte(at + 8) & 0xff;
        return switch (kind) {
            case CLOCK -> clock(memory, at, userdata);
            case READ, WRITE -> stream(userdata, kind, memory.readInt(at + 16));
            default -> throw Errno.INVAL.failure();
        };
    }

    private Subscription clock(CoreMemory memory, int at, long userdata) {
        int clock = memory.readInt(at + 16);
        long timeout = memory.readLong(at + 24);
        boolean absolute = (memory.readShort(at + 40) & ABSOLUTE) != 0;
        WasiClocks clocks = host.config().clocks();
        // Times past the year 2262 are unsigned numbers that a long cannot hold: never.
        long span = timeout < 0 ? Long.MAX_VALUE : timeout;
        return switch (clock) {
            case ProcessFunctions.MONOTONIC -> new Subscription(userdata, CLOCK, 0,
                    absolute ? Timer.at(clocks, span) : Timer.after(clocks, span), Errno.SUCCESS);
            // Setting the host's clock must not change how long a span takes.
            case ProcessFunctions.REALTIME -> new Subscription(userdata, CLOCK, 0,
                    absolute ? Timer.atWall(clocks, span) : Timer.after(clocks, span), Errno.SUCCESS);
            case 2, 3 -> new Subscription(userdata, CLOCK, 0, null, Errno.NOTSUP);
            default -> new Subscription(userdata, CLOCK, 0, null, Errno.INVAL);
        };
    }

    private Subscription stream(long userdata, int kind, int number) {
        try {
            Descriptor descriptor = host.descriptor(number);
            descriptor.need(Rights.POLL_FD_READWRITE);
            Pollable pollable = kind == READ ? descriptor.readable() : descriptor.writable();
            return new Subscription(userdata, kind, number, pollable, Errno.SUCCESS);
        } catch (ErrnoException e) {
            return new Subscription(userdata, kind, number, null, e.errno());
        }
    }

    private void store(CoreMemory memory, int at, Subscription subscription)
            throws ErrnoException, FsException {
        memory.fill(at, (byte) 0, EVENT_BYTES);
        memory.writeLong(at, subscription.userdata());
        memory.writeShort(at + 8, (short) subscription.error().ordinal());
        memory.writeByte(at + 10, (byte) subscription.kind());
        if (subscription.kind() != CLOCK && subscription.error() == Errno.SUCCESS) {
            memory.writeLong(at + 16, subscription.kind() == READ
                    ? host.descriptor(subscription.descriptor()).readableBytes() : 1);
        }
    }
}
