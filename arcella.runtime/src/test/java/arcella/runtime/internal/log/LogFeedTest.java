package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

/** What of the framework's log an operator sees without asking. */
class LogFeedTest {

    private static JournalLine.Level level(String logger, LogLevel level) {
        Map<String, Object> values = Map.of(
                "getLoggerName", logger, "getLogLevel", level, "getMessage", "said", "getTime", 1_000L);
        LogEntry entry = (LogEntry) Proxy.newProxyInstance(LogFeedTest.class.getClassLoader(), new Class<?>[] {LogEntry.class},
                (_, method, _) -> values.get(method.getName()));
        Journal journal = new Journal(10, 1_000);
        new LogFeed(journal).logged(entry);
        return journal.last(1, _ -> true).getFirst().level();
    }

    @ParameterizedTest
    @CsvSource({
        "Events.Service, INFO, DEBUG", "Events.Bundle, INFO, DEBUG", "org.apache.felix.scr, INFO, DEBUG",
        "Events.Framework, WARN, WARN", "Events.Framework, ERROR, ERROR", "org.apache.felix.scr, ERROR, ERROR",
        "arcella.runtime.internal.container.RuntimeComponent, INFO, INFO", "some.guest, INFO, INFO"})
    void theFrameworksEverydayIsForThoseWhoAsk(String logger, LogLevel said, JournalLine.Level counted) {
        assertThat(level(logger, said)).isEqualTo(counted);
    }

    @Test
    void whoeverWarnsIsHeard() {
        for (LogLevel level : LogLevel.values()) {
            assertThat(level("Events.Bundle", level)).isNotNull();
        }
    }
}
