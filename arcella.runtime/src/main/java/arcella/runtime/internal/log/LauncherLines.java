package arcella.runtime.internal.log;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import arcella.runtime.internal.log.JournalLine.Level;

/**
 * What the launcher has to say, and what others say by ways that it watches over: Java's own logging, and standard output and
 * error. It comes by a service of the launcher's that speaks in Java's own types only, since the two share no others.
 */
final class LauncherLines {

    private static final String FILTER = "(arcella.purpose=log)";

    private LauncherLines() {}

    /**
     * Has all that was said so far written to the journal, and all that will be.
     *
     * @return writes to the terminal of whoever started the container; to standard error, if no launcher of ours did
     */
    static Consumer<String> connect(BundleContext context, Journal journal) {
        Optional<Consumer<String>> terminal = service(context).map(launcher -> launcher.apply(line -> journal.addPaced(line(line))));
        return terminal.orElse(System.err::println);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Function<Consumer<Map<String, Object>>, Consumer<String>>> service(BundleContext context) {
        try {
            Collection<ServiceReference<Function<?, ?>>> found = (Collection<ServiceReference<Function<?, ?>>>) (Collection<?>)
                    context.getServiceReferences(Function.class, FILTER);
            return found.stream().findFirst()
                    .map(reference -> (Function<Consumer<Map<String, Object>>, Consumer<String>>) context.getService(reference));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of ours does not read: " + FILTER, e);
        }
    }

    private static JournalLine line(Map<String, Object> fields) {
        return new JournalLine((Instant) fields.get("time"), Level.valueOf((String) fields.get("level")),
                (String) fields.get("logger"), Optional.empty(), LogFeed.bundle((Bundle) fields.get("bundle")),
                LogFeed.cut((String) fields.get("text")));
    }
}
