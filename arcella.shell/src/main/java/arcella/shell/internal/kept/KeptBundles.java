package arcella.shell.internal.kept;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * Installs bundles for operators, and again at each start: the framework's own memory of them is thrown away (ADR 2).
 *
 * <p>What is written down follows the framework's events, before the operation that they tell of has returned: who stops or
 * uninstalls such a bundle in whatever way, finds it so after the next start. Bundles that other bundles install are theirs to
 * bring back, as are those of modules and features.
 *
 * <p>Thread-safe. Changes wait until {@link #restore} is through.
 */
public final class KeptBundles implements AutoCloseable {

    private static final String MODULE = "wasm:";
    private static final String REFERENCE = "reference:";
    private static final String FILE = "file:/";

    private final BundleContext context;
    private final BundleStore store;
    private final Consumer<ArcellaException> problems;
    private final SynchronousBundleListener follower = this::follow;
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * Opens the store.
     *
     * @param folder {@code ${arcella.home}/bundles}
     * @param problems is told of what goes wrong with nobody waiting for an answer
     */
    public KeptBundles(BundleContext context, Path folder, Consumer<ArcellaException> problems) {
        this.context = context;
        this.store = new BundleStore(folder);
        this.problems = problems;
        context.addBundleListener(follower);
    }

    /** Brings back what was there, on a thread of its own if there is anything. To be called once. */
    public void restore() {
        if (store.all().isEmpty() && store.problem().isEmpty()) {
            restored.countDown();
        } else {
            Thread.ofPlatform().daemon().name("arcella-bundles").start(this::bringBack);
        }
    }

    private void bringBack() {
        try {
            store.problem().ifPresent(problems);
            store.collect();
            Map<Bundle, KeptBundle> toStart = new LinkedHashMap<>();
            for (KeptBundle one : store.all()) {
                try {
                    Bundle bundle = put(one);
                    if (one.started()) {
                        toStart.put(bundle, one);
                    }
                } catch (BundleException | IOException e) {
                    problems.accept(failed(one.location() + " did not come back", e));
                }
            }
            // All of them first: one may need the packages of a later one.
            toStart.forEach((bundle, one) -> start(bundle));
        } catch (ArcellaException e) {
            problems.accept(e);
        } catch (IllegalStateException e) {
            // The framework stops while it starts.
            if (!closed) {
                throw e;
            }
        } finally {
            restored.countDown();
        }
    }

    private Bundle put(KeptBundle one) throws BundleException, IOException {
        if (one.sha256().isEmpty()) {
            return context.installBundle(one.location());
        }
        try (InputStream content = Files.newInputStream(store.content(one.sha256()))) {
            return context.installBundle(one.location(), content);
        }
    }

    private void start(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return;
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            problems.accept(failed(bundle.getLocation() + " came back and did not start", e));
        }
    }

    /**
     * Installs a bundle that comes back.
     *
     * @throws BundleException if the framework refuses it
     * @throws IOException if it cannot be read
     * @throws ArcellaException {@link ShellError#BUNDLE_STORE}; then it is not installed
     */
    public Bundle install(String location) throws BundleException, IOException, InterruptedException {
        restored.await();
        if (location.startsWith(MODULE)) {
            return context.installBundle(location);
        }
        KeptBundle kept = new KeptBundle(location, readsItself(location) ? "" : stage(location), false);
        try {
            Bundle bundle = put(kept);
            try {
                store.keep(kept);
            } catch (ArcellaException e) {
                bundle.uninstall();
                throw e;
            }
            return bundle;
        } finally {
            store.collect();
        }
    }

    /** Reads the content of a bundle anew, from its location or from elsewhere. */
    public void update(Bundle bundle, String url) throws BundleException, IOException, InterruptedException {
        restored.await();
        if (store.find(bundle.getLocation()).isEmpty() || readsItself(url)) {
            if (url.equals(bundle.getLocation())) {
                bundle.update();
            } else {
                try (InputStream content = URI.create(url).toURL().openStream()) {
                    bundle.update(content);
                }
            }
            return;
        }
        String sha256 = stage(url);
        try {
            try (InputStream content = Files.newInputStream(store.content(sha256))) {
                bundle.update(content);
            }
            store.change(bundle.getLocation(), one -> new KeptBundle(one.location(), sha256, one.started()));
        } finally {
            store.collect();
        }
    }

    private String stage(String url) throws IOException {
        try (InputStream content = URI.create(url).toURL().openStream()) {
            return store.stage(content);
        }
    }

    /** Whether the framework uses what lies there, and copies nothing. */
    private static boolean readsItself(String location) {
        return location.startsWith(REFERENCE) || location.startsWith(FILE) && Files.isDirectory(Path.of(URI.create(location)));
    }

    private void follow(BundleEvent event) {
        Bundle bundle = event.getBundle();
        try {
            switch (event.getType()) {
                case BundleEvent.UNINSTALLED -> {
                    store.forget(bundle.getLocation());
                    store.collect();
                }
                case BundleEvent.STARTING, BundleEvent.STARTED, BundleEvent.STOPPING, BundleEvent.STOPPED ->
                        store.change(bundle.getLocation(), one ->
                                one.started(bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()));
                default -> { }
            }
        } catch (ArcellaException e) {
            problems.accept(e);
        }
    }

    private static ArcellaException failed(String what, Exception cause) {
        return new ArcellaException(ShellError.BUNDLE_CHANGE, what + ": " + cause.getMessage(),
                "see bundle:diag, or install it again", cause);
    }

    @Override
    public void close() {
        closed = true;
        context.removeBundleListener(follower);
    }
}
