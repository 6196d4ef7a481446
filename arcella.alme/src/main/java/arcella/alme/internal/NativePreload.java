package arcella.alme.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Loads the socket library's native part as soon as the bundle starts, on a thread of its own, so that this runs beside the
 * rest of the framework's start rather than before ALME's first answer.
 */
public final class NativePreload implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Thread.ofPlatform().name("alme-native").daemon(true).start(UnixListener::preload);
    }

    @Override
    public void stop(BundleContext context) {
        // The library stays for as long as the process lives.
    }
}
