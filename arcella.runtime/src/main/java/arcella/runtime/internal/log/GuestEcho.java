package arcella.runtime.internal.log;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Tells OSGi's Log Service what modules say, under their loggers' names, for bundles that listen to it; as long as none does,
 * nothing. {@link LogFeed} knows these entries by their bundle, ours, and does not write them again. Thread-safe.
 */
final class GuestEcho implements Consumer<JournalLine> {

    private final LoggerFactory loggers;
    private final BooleanSupplier heard;
    private volatile boolean speaks;

    /**
     * @param loggers in this bundle's name
     * @param heard whether anybody else listens
     */
    GuestEcho(LoggerFactory loggers, BooleanSupplier heard) {
        this.loggers = loggers;
        this.heard = heard;
    }

    /** Looks whether anybody listens; to be called now and then. */
    void look() {
        speaks = heard.getAsBoolean();
    }

    @Override
    public void accept(JournalLine line) {
        if (!speaks || line.module().isEmpty()) {
            return;
        }
        Logger logger = loggers.getLogger(line.logger());
        switch (line.level()) {
            case ERROR -> logger.error("{}", line.text());
            case WARN -> logger.warn("{}", line.text());
            case INFO -> logger.info("{}", line.text());
            case DEBUG -> logger.debug("{}", line.text());
            case TRACE -> logger.trace("{}", line.text());
        }
    }
}
