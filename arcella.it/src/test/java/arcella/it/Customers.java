package arcella.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import arcella.alme.client.AlmeClient;
import arcella.command.Data;
import arcella.error.ArcellaException;

/** Threads that have tills sell, each call after the other, until they are sent away; they may come back. */
final class Customers {

    static final int COUNT = 4;

    private static final Pattern SALE = Pattern.compile("\\{sales: (\\d+), total: (\\d+), edition: (\\d+)}");
    /** So many failures say it all. */
    private static final int ENOUGH = 200;

    private final Supplier<AlmeClient> door;
    private final List<String> tills;
    private final AtomicLongArray served = new AtomicLongArray(COUNT);
    private final Map<Long, LongAdder> editions = new ConcurrentHashMap<>();
    private final Map<Long, LongAdder> totals = new ConcurrentHashMap<>();
    private final List<Failure> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private volatile int round;

    /**
     * A call that failed.
     *
     * @param customer whose
     * @param round what {@link #round} said then
     * @param code of the failure, 0 if the call gave something else than a sale
     * @param message of the failure
     */
    record Failure(int customer, int round, int code, String message) {}

    Customers(Supplier<AlmeClient> door, List<String> tills) {
        this.door = door;
        this.tills = tills;
    }

    void come() {
        over = false;
        for (int i = 0; i < COUNT; i++) {
            int customer = i;
            threads.add(Thread.ofPlatform().start(() -> buy(customer)));
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
        threads.clear();
    }

    private void buy(int customer) {
        String till = tills.get(customer % tills.size());
        Data.Fields sell = Data.fields().put("module", till).put("call", "sell(1)").build();
        try (AlmeClient client = door.get()) {
            while (!over && failures.size() < ENOUGH) {
                buy(customer, client, sell);
            }
        } catch (ArcellaException e) {
            failures.add(new Failure(customer, round, e.code().number(), e.getMessage()));
        }
    }

    private void buy(int customer, AlmeClient client, Data.Fields sell) {
        try {
            String answer = client.call("module:call", sell).message();
            Matcher sale = SALE.matcher(answer);
            if (sale.matches()) {
                count(editions, sale.group(3));
                count(totals, sale.group(2));
                served.incrementAndGet(customer);
            } else {
                failures.add(new Failure(customer, round, 0, answer));
            }
        } catch (ArcellaException e) {
            failures.add(new Failure(customer, round, e.code().number(), e.getMessage()));
        }
    }

    /** Failures from now on belong to this round. */
    void round(int number) {
        round = number;
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    private static void count(Map<Long, LongAdder> counts, String key) {
        counts.computeIfAbsent(Long.valueOf(key), unused -> new LongAdder()).increment();
    }

    /** How many calls each edition of the ledger has answered. */
    SortedMap<Long, Long> editions() {
        return sums(editions);
    }

    /** How many calls were told each total. */
    SortedMap<Long, Long> totals() {
        return sums(totals);
    }

    private static SortedMap<Long, Long> sums(Map<Long, LongAdder> counts) {
        SortedMap<Long, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }

    /** How many calls have succeeded. */
    long served() {
        return IntStream.range(0, COUNT).mapToLong(served::get).sum();
    }

    /** Waits until so many calls have succeeded in all, or so many have failed that they never will. */
    void awaitServed(long calls) throws InterruptedException {
        await("calls that succeeded: " + calls, () -> served() >= calls);
    }

    /** Waits until each of them has had so many more calls succeed. */
    void awaitEach(int more) throws InterruptedException {
        long[] goal = IntStream.range(0, COUNT).mapToLong(i -> served.get(i) + more).toArray();
        await("each customer is served", () -> IntStream.range(0, COUNT).allMatch(i -> served.get(i) >= goal[i]));
    }

    private void await(String what, Supplier<Boolean> there) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
        while (!there.get()) {
            if (failures.size() >= ENOUGH || System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not so, but " + served() + " succeeded; failures: " + failures);
            }
            Thread.sleep(10);
        }
    }
}
