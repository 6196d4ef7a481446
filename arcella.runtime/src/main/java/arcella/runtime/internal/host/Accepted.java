package arcella.runtime.internal.host;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hashes of content that a worker has found valid, and cheap to look at, since the container was started: the same
 * content under another name needs no second worker. The latest some thousand. Thread-safe.
 */
public final class Accepted {

    private static final int MOST = 4096;

    // Guarded by this.
    private final Map<String, Boolean> hashes = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** A worker has accepted content of this hash. */
    public synchronized void add(String sha256) {
        hashes.put(sha256, true);
    }

    /** Whether a worker has. */
    public synchronized boolean contains(String sha256) {
        return hashes.get(sha256) != null;
    }
}
