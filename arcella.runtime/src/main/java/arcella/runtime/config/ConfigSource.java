package arcella.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import arcella.error.ArcellaException;

/**
 * The running container's configuration. Files are looked at each time somebody asks, and read when they have changed; what
 * was read without a mistake holds, all of it, until something else is. Thread-safe.
 */
@Component(service = ConfigSource.class)
public final class ConfigSource {

    private static final int MOST_WAITS = 3;

    private final Path home;
    private final Map<String, String> environment;
    private final Configuration atStart;
    private Configuration latest;
    private @Nullable Configuration good;
    /** What {@link #look} told last. */
    private Configuration told;
    private Optional<String> seenWrong = Optional.empty();
    private Optional<String> toldWrong = Optional.empty();
    private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();

    /** For SCR. */
    @Activate
    public ConfigSource(BundleContext context) {
        this(home(context), System.getenv());
    }

    /**
     * Reads what there is.
     *
     * @param environment the variables that may override keys
     */
    public ConfigSource(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.latest = ConfigLoader.ofHome(home, this.environment);
        this.good = latest.isFine() ? latest : null;
        this.atStart = latest;
        this.told = latest;
        this.toldWrong = wrong();
        this.seenWrong = toldWrong;
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("arcella.home");
        if (home == null) {
            throw new IllegalStateException("the launcher sets the framework property arcella.home");
        }
        return Path.of(home);
    }

    /** What the files and the environment say now, mistakes and all. */
    public synchronized Configuration latest() {
        if (latest.stale()) {
            reload();
        }
        return latest;
    }

    /** Reads everything anew, whether it seems to have changed or not. */
    public synchronized Configuration reload() {
        latest = read();
        if (latest.isFine()) {
            good = latest;
        }
        return latest;
    }

    /** Reads what there is; what has only just been changed, when it has been left alone for a moment, for it may be half written. */
    private Configuration read() {
        Configuration read = ConfigLoader.ofHome(home, environment);
        for (int i = 0; i < MOST_WAITS && read.stale() && !Thread.currentThread().isInterrupted(); i++) {
            try {
                Thread.sleep(FileState.COARSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            read = ConfigLoader.ofHome(home, environment);
        }
        return read;
    }

    /**
     * What holds now: what was last read without a mistake.
     *
     * @param tables where nothing may be wrong if there has been a mistake from the start on; without names, anywhere
     * @throws ArcellaException {@code BAD_CONFIGURATION} if nobody can say, since all that was read so far had mistakes there
     */
    public synchronized Configuration holding(String... tables) {
        Configuration now = latest();
        return now.isFine() || good == null ? now.check(tables) : good;
    }

    /** What holds now; where nobody can say, whatever of it has no mistake. For what only shows it. */
    public synchronized Configuration known() {
        Configuration now = latest();
        return now.isFine() || good == null ? now : good;
    }

    /** What was read when the container started, for keys that are not taken on later. */
    public Configuration atStart() {
        return atStart;
    }

    /** What {@link #look} told last, and what the modules have. */
    public synchronized Configuration told() {
        return told;
    }

    /** Whether anything was read without a mistake so far. */
    public synchronized boolean everHeld() {
        return good != null;
    }

    /** The values that hold from the next start on, where others hold now. */
    public List<ConfigValue> waiting() {
        return ConfigDifference.waiting(atStart, known());
    }

    /**
     * Calls somebody with what holds whenever that has changed, on the thread that found it.
     *
     * @return ends that
     */
    public Runnable onChange(Consumer<Configuration> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * What became of a change.
     *
     * @param before what was told last
     * @param configuration what was read
     * @param holds whether it holds now; if not, it has mistakes, and what held before does
     */
    public record Change(Configuration before, Configuration configuration, boolean holds) {}

    /**
     * Looks whether the files have changed, for somebody who does so now and then: tells each change once, and one that has
     * mistakes only when two looks found the same, for a file may be half written.
     */
    public Optional<Change> look() {
        Optional<Change> change = find();
        change.filter(Change::holds).ifPresent(held -> listeners.forEach(listener -> listener.accept(held.configuration())));
        return change;
    }

    private synchronized Optional<Change> find() {
        Configuration now = latest();
        Optional<String> wrong = wrong();
        boolean same = wrong.equals(seenWrong);
        seenWrong = wrong;
        if (wrong.isEmpty()) {
            boolean changed = !now.saysAs(told) || toldWrong.isPresent();
            Change change = new Change(told, now, true);
            told = now;
            toldWrong = wrong;
            return changed ? Optional.of(change) : Optional.empty();
        }
        if (same && !wrong.equals(toldWrong)) {
            toldWrong = wrong;
            return Optional.of(new Change(told, now, false));
        }
        return Optional.empty();
    }

    private Optional<String> wrong() {
        return latest.isFine() ? Optional.empty() : Optional.of(latest.shown());
    }
}
