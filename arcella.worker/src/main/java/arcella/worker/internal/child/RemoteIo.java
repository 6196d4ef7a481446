package arcella.worker.internal.child;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import arcella.wasi.Denial;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.Pollable;
import arcella.worker.Ending;
import arcella.worker.ModuleImports;
import arcella.worker.StandardStream;
import arcella.worker.internal.local.GuestIo;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;

/** The connections of an instance in a worker: output goes to the supervisor as far as there is credit. */
final class RemoteIo implements GuestIo {

    private final long instance;
    private final Outbox outbox;
    private final RemoteInput input;
    private final RemoteImports imports;
    private final RemoteStreams streams;
    private final Consumer<Ending> onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private int credit = Codec.OUTPUT_WINDOW;
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();
    private final Pollable ready = new Ready();
    private final ReentrantLock telling = new ReentrantLock();
    // Guarded by telling.
    private boolean over;

    RemoteIo(long instance, Outbox outbox, RemoteImports imports, RemoteStreams streams, Consumer<Ending> onEnd) {
        this.streams = streams;
        this.imports = imports;
        this.instance = instance;
        this.outbox = outbox;
        this.input = new RemoteInput(instance, outbox);
        this.onEnd = onEnd;
    }

    @Override
    public InputSource stdin() {
        return input;
    }

    @Override
    public void denied(Denial denial) {
        telling.lock();
        try {
            // A look-up may outlive the guest that asked for it, and about an instance that has ended nothing is said.
            if (!over) {
                outbox.sendSurely(new FromWorker.Denied(instance, denial));
            }
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void heapFull() {
        WorkerProcess.end(WorkerProcess.HEAP_FULL);
    }

    @Override
    public ModuleImports imports() {
        return imports;
    }

    @Override
    public RemoteStreams streams() {
        return streams;
    }

    /** What the supervisor sent for standard input. */
    void received(byte[] bytes) {
        input.received(bytes);
    }

    /** The supervisor has dealt with so many bytes. */
    void credit(int bytes) {
        lock.lock();
        try {
            credit += bytes;
            more.signalAll();
        } finally {
            lock.unlock();
        }
        wakers.forEach(Runnable::run);
    }

    /** What the supervisor's listener has not dealt with is in the way: so a guest is told before it would have to wait. */
    @Override
    public long outputRoom() {
        lock.lock();
        try {
            return credit;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pollable outputReady() {
        return ready;
    }

    private final class Ready implements Pollable {
        @Override
        public boolean ready() {
            return outputRoom() > 0;
        }

        @Override
        public Subscription subscribe(Runnable waker) {
            wakers.add(waker);
            if (ready()) {
                waker.run();
            }
            return () -> wakers.remove(waker);
        }
    }

    @Override
    public void output(StandardStream stream, byte[] source, int offset, int length)
            throws IOException, InterruptedException {
        int done = 0;
        while (done < length) {
            int piece = take(Math.min(length - done, Codec.PIECE));
            int from = offset + done;
            outbox.send(new FromWorker.Output(instance, stream, Arrays.copyOfRange(source, from, from + piece)));
            done += piece;
        }
    }

    private int take(int wanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (credit == 0) {
                more.await();
            }
            int granted = Math.min(wanted, credit);
            credit -= granted;
            return granted;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Ending ending) {
        telling.lock();
        try {
            over = true;
        } finally {
            telling.unlock();
        }
        onEnd.accept(ending);
    }
}
