package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;

import arcella.command.SystemBundles;

/** What of the framework's log an operator sees without asking. */
class LogFeedTest {

    private static final long OWN = 7;

    private final TestLevels admin = new TestLevels();
    private final Levels levels = new Levels(admin.proxy());
    private final Journal journal = new Journal(100, 10_000, levels, new Pacing(InstantSource.system()));

    private void logged(Map<String, Object> values) {
        LogEntry entry = (LogEntry) Proxy.newProxyInstance(LogFeedTest.class.getClassLoader(), new Class<?>[] {LogEntry.class},
                (_, method, _) -> values.get(method.getName()));
        new LogFeed(journal, levels, OWN).logged(entry);
    }

    private JournalLine.Level level(String logger, LogLevel level) {
        levels.configured(Map.of("ROOT", "TRACE"));
        Map<String, Object> values = Map.of(
                "getLoggerName", logger, "getLogLevel", level, "getMessage", "said", "getTime", 1_000L);
        logged(values);
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

    @Test
    void whatWasSaidToOthersIsNotWrittenAgain() {
        Bundle own = (Bundle) Proxy.newProxyInstance(LogFeedTest.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (_, method, _) -> Map.of("getBundleId", OWN, "getLocation", SystemBundles.location("arcella.runtime"), "getSymbolicName", "arcella.runtime")
                        .get(method.getName()));
        for (String logger : List.of("arcella.module.m.stdout", "arcella.runtime.X")) {
            logged(Map.of("getLoggerName", logger, "getLogLevel", LogLevel.INFO, "getMessage", logger, "getTime", 1L, "getBundle", own));
        }
        assertThat(journal.last(9, _ -> true)).extracting(JournalLine::text).containsExactly("arcella.runtime.X");
    }

    @Test
    void theEverydayIsKeptWhereItIsAskedFor() {
        Map<String, Object> values = Map.of(
                "getLoggerName", "Events.Bundle.x", "getLogLevel", LogLevel.INFO, "getMessage", "said", "getTime", 1_000L);
        logged(values);
        logged(Map.of("getLoggerName", "Events.Service.x", "getLogLevel", LogLevel.DEBUG, "getMessage", "MODIFIED", "getTime", 1L));
        assertThat(journal.last(9, _ -> true)).isEmpty();
        levels.configured(Map.of("Events", "debug"));
        logged(values);
        assertThat(journal.last(9, _ -> true)).extracting(JournalLine::text).containsExactly("said");
    }

    @Test
    void aBundleIsNamedAndItsFailuresTraceIsForWhoAsks() {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(LogFeedTest.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (_, method, _) -> Map.of("getBundleId", 40L, "getLocation", "file:/x.jar", "getSymbolicName", "shop.till",
                        "getVersion", Version.valueOf("1.2.0")).get(method.getName()));
        Map<String, Object> values = Map.of("getLoggerName", "shop.Till", "getLogLevel", LogLevel.ERROR, "getMessage", "no paper",
                "getTime", 1_000L, "getBundle", bundle, "getException", new IllegalStateException("jammed"));
        logged(values);
        assertThat(journal.last(9, line -> line.isOf("shop.till"))).singleElement()
                .isEqualTo(new JournalLine(Instant.ofEpochSecond(1), JournalLine.Level.ERROR, "shop.Till", Optional.empty(),
                        Optional.of("shop.till@1.2.0"), "no paper (java.lang.IllegalStateException: jammed)"))
                .returns("shop.till@1.2.0 shop.Till", JournalLine::origin);
        levels.configured(Map.of("shop", "DEBUG"));
        logged(values);
        assertThat(journal.last(2, _ -> true)).extracting(JournalLine::text).allMatch(text -> text.startsWith("    at "));
    }
}
