package arcella.slf4j;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J finds, by Java's service loader, in the one bundle in which both are. Markers and the diagnostic context can be used,
 * and are not written: OSGi's Log Service has no place for them.
 */
public final class Provider implements SLF4JServiceProvider {

    private final ILoggerFactory loggers;
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new BasicMDCAdapter();

    /** For the service loader. Outside of a framework, on a class path, nobody is there to be told. */
    public Provider() {
        Bundle bundle = FrameworkUtil.getBundle(Provider.class);
        loggers = bundle == null ? new NOPLoggerFactory() : new BundleLoggers(bundle);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // All is done when it is made.
    }
}
