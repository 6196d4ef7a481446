package arcella.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import arcella.alme.client.AlmeClient;
import arcella.command.Data;
import arcella.error.ArcellaException;

/** Threads that call modules, each call after the other, until they are sent away. */
final class Callers {

    private final Supplier<AlmeClient> door;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong succeeded = new AtomicLong();
    private volatile boolean over;

    Callers(Supplier<AlmeClient> door) {
        this.door = door;
    }

    /** What is called: in a module, a function with its arguments. */
    record Call(String module, String text) {}

    /**
     * A call that failed.
     *
     * @param caller the number of the thread
     * @param deaths how many times what it depends on had died by then; empty if it depends on nothing that dies
     */
    record Failure(int caller, String module, Optional<Integer> deaths, String message) {}

    /**
     * One more thread, from now on.
     *
     * @param calls which it makes in turn
     * @param deaths of what these depend on
     */
    void come(List<Call> calls, Optional<AtomicInteger> deaths, long pauseMillis) {
        int number = threads.size();
        threads.add(Thread.ofPlatform().name("caller " + number).start(() -> call(number, calls, deaths, pauseMillis)));
    }

    private void call(int number, List<Call> calls, Optional<AtomicInteger> deaths, long pauseMillis) {
        try (AlmeClient client = door.get()) {
            for (int i = 0; !over; i++) {
                Call call = calls.get(i % calls.size());
                try {
                    client.call("module:call", Data.fields().put("module", call.module()).put("call", call.text()).build());
                    succeeded.incrementAndGet();
                } catch (ArcellaException e) {
                    failures.add(new Failure(number, call.module(), deaths.map(AtomicInteger::get), e.getMessage()));
                }
                Thread.sleep(pauseMillis);
            }
        } catch (ArcellaException e) {
            failures.add(new Failure(number, "the container", Optional.empty(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends them away, and waits until their last calls have ended. */
    void leave() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.MINUTES.toMillis(4));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    int count() {
        return threads.size();
    }

    long succeeded() {
        return succeeded.get();
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }
}
