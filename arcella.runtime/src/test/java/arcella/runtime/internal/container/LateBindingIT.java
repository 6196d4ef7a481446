package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * A better provider that comes, or the bound one that goes, while SCR activates the consumer: SCR tells of it from another
 * thread than of what it found at first, and the latter may be told last.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LateBindingIT {

    @TempDir
    private Path home;

    private TestContainer container;

    @BeforeEach
    void boot() throws Exception {
        container = new TestContainer(home);
        install("ring-end", "end", "0.2.0");
        install("ring-right", "right", "0.1.0");
        install("ring-right", "other", "0.2.0");
        install("ring-left", "left", "0.1.0");
        for (String module : new String[] {"end", "right", "other"}) {
            container.call("module:start", "module=" + module);
        }
    }

    @AfterEach
    void shutDown() throws Exception {
        container.close();
    }

    private void install(String file, String name, String version) throws Exception {
        container.install("shop/" + file, TestContainer.manifest(name, version, "imports = [\"shop:ring\"]\n"));
    }

    @Test
    void theBetterOneThatCameStaysBound() throws Exception {
        Offer first = new Offer("right");
        Offer better = new Offer("other");
        first.register(1);
        // When this returns, SCR has bound it and unbound the first one.
        first.meanwhile = () -> better.register(2);
        container.call("module:start", "module=left");
        first.bound.get(2, TimeUnit.MINUTES);
        awaitWire("other@0.2.0");
        assertThat(container.call("module:call", "module=left", "call=step(3)").message()).isEqualTo("1003");
        assertThat(first.registration.getReference().getUsingBundles()).as("users of what was bound last").isNull();

        // And SCR is followed as before.
        first.meanwhile = () -> {};
        better.registration.unregister();
        awaitWire("right@0.1.0");
        first.registration.unregister();
        awaitWire("other@0.2.0");
        assertThat(container.call("module:call", "module=left", "call=step(3)").message()).isEqualTo("1003");
    }

    @Test
    void whatHasGoneDoesNotStayBound() throws Exception {
        Offer first = new Offer("right");
        first.register(1);
        first.meanwhile = () -> first.registration.unregister();
        container.call("module:start", "module=left");
        first.bound.get(2, TimeUnit.MINUTES);
        awaitWire("other@0.2.0");
        assertThat(container.call("module:call", "module=left", "call=step(3)").message()).isEqualTo("1003");
    }

    private ServiceReference<?> export(String module) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (true) {
            ServiceReference<?>[] found = container.context()
                    .getAllServiceReferences("arcella.runtime.module.WitExport", "(arcella.module=" + module + ")");
            if (found != null) {
                return found[0];
            }
            assertThat(System.nanoTime()).as("%s exports nothing\n%s", module, container.log("")).isLessThan(end);
            Thread.sleep(5);
        }
    }

    private void awaitWire(String provider) throws Exception {
        container.awaitState("left", "Active");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String tree = "";
        do {
            assertThat(System.nanoTime()).as("left leads to %s\n%s\n%s", provider, tree, container.log("")).isLessThan(end);
            Thread.sleep(5);
            tree = container.call("module:tree", "module=left").data().toString();
        } while (!tree.contains(provider));
    }

    /** An export of a module once more, better than all; when the container takes it, something else happens first. */
    private final class Offer implements ServiceFactory<Object> {
        private final CompletableFuture<Void> bound = new CompletableFuture<>();
        private final Hashtable<String, Object> properties = new Hashtable<>();
        private final Object export;
        private final int best;
        private volatile Runnable meanwhile = () -> {};
        private volatile ServiceRegistration<?> registration;

        Offer(String module) throws Exception {
            ServiceReference<?> real = export(module);
            export = container.context().getService(real);
            for (String key : real.getPropertyKeys()) {
                if (key.startsWith("arcella.")) {
                    properties.put(key, real.getProperty(key));
                }
            }
            best = (Integer) export("other").getProperty(Constants.SERVICE_RANKING);
        }

        /** @param better by how much it is better than the best export */
        void register(int better) {
            properties.put(Constants.SERVICE_RANKING, best + better);
            // By its properties SCR takes it for an export; what else listens to exports does not see it.
            registration = container.context().registerService(Object.class.getName(), this, properties);
        }

        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> itself) {
            try {
                // On a thread of its own, as what other modules do is.
                CompletableFuture.runAsync(meanwhile).get(1, TimeUnit.MINUTES);
                bound.complete(null);
            } catch (Exception e) {
                bound.completeExceptionally(e);
            }
            return export;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> itself, Object service) {}
    }
}
