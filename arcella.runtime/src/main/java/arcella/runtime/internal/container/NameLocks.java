package arcella.runtime.internal.container;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each module name: operations on one name follow one another. Thread-safe. */
final class NameLocks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Something to be done under a lock. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    <T> T with(String name, Work<T> work) throws InterruptedException {
        ReentrantLock lock = locks.computeIfAbsent(name, key -> new ReentrantLock(true));
        lock.lockInterruptibly();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }
}
