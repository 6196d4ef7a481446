package arcella.wasi.preview1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import arcella.engine.core.CoreMemory;
import arcella.wasi.WasiClocks;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiExit;

/** Arguments, environment, clocks, random bytes, and the end. */
final class ProcessFunctions {

    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    private static final int PROCESS_CPU = 2;
    private static final int THREAD_CPU = 3;
    private static final int LAST_SIGNAL = 30;

    private final Host host;
    private final List<byte[]> arguments = new ArrayList<>();
    private final List<byte[]> environment = new ArrayList<>();

    ProcessFunctions(Host host) {
        this.host = host;
        WasiConfig config = host.config();
        config.arguments().forEach(a -> arguments.add(terminated(a)));
        config.environment().forEach((name, value) -> environment.add(terminated(name + "=" + value)));
    }

    private static byte[] terminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    void addTo(FunctionTable table) {
        table.add("args_get", "ii", a -> texts(arguments, (int) a[0], (int) a[1]));
        table.add("args_sizes_get", "ii", a -> sizes(arguments, (int) a[0], (int) a[1]));
        table.add("environ_get", "ii", a -> texts(environment, (int) a[0], (int) a[1]));
        table.add("environ_sizes_get", "ii", a -> sizes(environment, (int) a[0], (int) a[1]));
        table.add("clock_res_get", "ii", a -> host.memory().writeLong((int) a[1], resolution((int) a[0])));
        table.add("clock_time_get", "ili", a -> host.memory().writeLong((int) a[2], now((int) a[0])));
        table.add("random_get", "ii", a -> random((int) a[0], (int) a[1]));
        table.addVoid("proc_exit", "i", a -> {
            throw new WasiExit((int) a[0]);
        });
        table.add("proc_raise", "i", a -> raise((int) a[0]));
        table.add("sched_yield", "", a -> yieldNow());
    }

    private void texts(List<byte[]> texts, int pointers, int bytes) {
        CoreMemory memory = host.memory();
        int slot = pointers;
        int at = bytes;
        for (byte[] text : texts) {
            memory.writeInt(slot, at);
            memory.write(at, text);
            slot += 4;
            at += text.length;
        }
    }

    private void sizes(List<byte[]> texts, int count, int bytes) {
        int sum = 0;
        for (byte[] text : texts) {
            sum += text.length;
        }
        host.memory().writeInt(count, texts.size());
        host.memory().writeInt(bytes, sum);
    }

    /** The time of one clock. The CPU clocks would tell of the host, not of the guest, and are not offered. */
    long now(int clock) throws ErrnoException {
        WasiClocks clocks = host.config().clocks();
        return switch (clock) {
            case REALTIME -> clocks.wallNanos();
            case MONOTONIC -> clocks.monotonicNanos();
            case PROCESS_CPU, THREAD_CPU -> throw Errno.NOTSUP.failure();
            default -> throw Errno.INVAL.failure();
        };
    }

    private long resolution(int clock) throws ErrnoException {
        WasiClocks clocks = host.config().clocks();
        return switch (clock) {
            case REALTIME -> clocks.wallResolutionNanos();
            case MONOTONIC -> clocks.monotonicResolutionNanos();
            case PROCESS_CPU, THREAD_CPU -> throw Errno.NOTSUP.failure();
            default -> throw Errno.INVAL.failure();
        };
    }

    private void random(int address, int length) throws ErrnoException {
        if (Integer.compareUnsigned(length, host.randomBytes().limit()) > 0) {
            throw Errno.INVAL.failure();
        }
        host.randomBytes().reached(length);
        CoreMemory memory = host.memory();
        memory.check(address, length);
        host.config().random().fill(memory.bytes(), address, length);
    }

    /** Signals do not exist here: none can be raised, and 0 only asks whether the process is there. */
    private static void raise(int signal) throws ErrnoException {
        if (signal != 0) {
            throw (signal > 0 && signal <= LAST_SIGNAL ? Errno.NOTSUP : Errno.INVAL).failure();
        }
    }

    private static void yieldNow() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        Thread.yield();
    }
}
