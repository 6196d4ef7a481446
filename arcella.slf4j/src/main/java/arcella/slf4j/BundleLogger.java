package arcella.slf4j;

import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.osgi.service.log.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One logger of SLF4J, as one of OSGi's Log Service. Thread-safe. */
final class BundleLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;

    private final transient Supplier<Optional<Logger>> found;
    private transient volatile @Nullable Logger target;

    /** @param found the Log Service's logger, asked for when it is first needed, and again until there is one */
    BundleLogger(String name, Supplier<Optional<Logger>> found) {
        this.name = name;
        this.found = found;
    }

    private Optional<Logger> target() {
        Logger known = target;
        if (known == null) {
            known = found.get().orElse(null);
            target = known;
        }
        return Optional.ofNullable(known);
    }

    @Override
    public boolean isTraceEnabled() {
        return target().filter(Logger::isTraceEnabled).isPresent();
    }

    @Override
    public boolean isDebugEnabled() {
        return target().filter(Logger::isDebugEnabled).isPresent();
    }

    @Override
    public boolean isInfoEnabled() {
        return target().filter(Logger::isInfoEnabled).isPresent();
    }

    @Override
    public boolean isWarnEnabled() {
        return target().filter(Logger::isWarnEnabled).isPresent();
    }

    @Override
    public boolean isErrorEnabled() {
        return target().filter(Logger::isErrorEnabled).isPresent();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, @Nullable String message,
            Object @Nullable [] arguments, @Nullable Throwable failure) {
        target().ifPresent(logger -> {
            String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
            // Formatted here: the Log Service would take braces in it for places of its own.
            switch (level) {
                case ERROR -> logger.error("{}", text, failure);
                case WARN -> logger.warn("{}", text, failure);
                case INFO -> logger.info("{}", text, failure);
                case DEBUG -> logger.debug("{}", text, failure);
                case TRACE -> logger.trace("{}", text, failure);
            }
        });
    }
}
