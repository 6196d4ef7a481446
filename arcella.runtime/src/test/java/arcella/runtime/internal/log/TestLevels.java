package arcella.runtime.internal.log;

import java.lang.reflect.Proxy;
import java.util.Map;

import org.osgi.service.log.LogLevel;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.service.log.admin.LoggerContext;

/** A Log Service that only remembers what the root context was told. */
final class TestLevels {

    Map<String, LogLevel> root = Map.of();

    LoggerAdmin proxy() {
        LoggerContext context = (LoggerContext) Proxy.newProxyInstance(TestLevels.class.getClassLoader(),
                new Class<?>[] {LoggerContext.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "getLogLevels" -> root;
                    case "setLogLevels" -> {
                        root = levels(arguments[0]);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return name -> context;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, LogLevel> levels(Object map) {
        return Map.copyOf((Map<String, LogLevel>) map);
    }
}
