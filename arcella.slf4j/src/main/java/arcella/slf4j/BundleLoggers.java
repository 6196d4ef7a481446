package arcella.slf4j;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/**
 * Loggers that log in the name of the bundle that asks for them. Whoever asks twice gets two that do the same: none is remembered
 * here, since that would hold bundles that have gone. Thread-safe.
 */
final class BundleLoggers implements ILoggerFactory {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Bundle own;
    private volatile @Nullable LoggerFactory service;

    /** @param own the bundle in which SLF4J is */
    BundleLoggers(Bundle own) {
        this.own = own;
    }

    @Override
    public Logger getLogger(String name) {
        Bundle caller = STACK.walk(frames -> frames.map(frame -> Optional.ofNullable(FrameworkUtil.getBundle(frame.getDeclaringClass())))
                .flatMap(Optional::stream).filter(bundle -> !bundle.equals(own)).findFirst()).orElse(own);
        return new BundleLogger(name, () -> find(caller, name));
    }

    private Optional<org.osgi.service.log.Logger> find(Bundle bundle, String name) {
        LoggerFactory factory = service;
        if (factory == null) {
            factory = lookUp();
            service = factory;
        }
        return factory == null ? Optional.empty() : Optional.of(factory.getLogger(bundle, name, org.osgi.service.log.Logger.class));
    }

    /** The Log Service starts with the container and ends with it; before and after it nobody can be told. */
    private @Nullable LoggerFactory lookUp() {
        BundleContext context = own.getBundleContext();
        if (context == null) {
            return null;
        }
        ServiceReference<LoggerFactory> reference = context.getServiceReference(LoggerFactory.class);
        return reference == null ? null : context.getService(reference);
    }
}
