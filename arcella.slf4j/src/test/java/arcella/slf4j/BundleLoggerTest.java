package arcella.slf4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.osgi.service.log.Logger;

class BundleLoggerTest {

    private final List<String> calls = new ArrayList<>();
    private final List<Boolean> there = new ArrayList<>(List.of(true));
    private final BundleLogger logger = new BundleLogger("a.B", () -> there.getFirst() ? Optional.of(osgi()) : Optional.empty());

    /** A Log Service's logger at the level info. */
    private Logger osgi() {
        return (Logger) Proxy.newProxyInstance(BundleLoggerTest.class.getClassLoader(), new Class<?>[] {Logger.class},
                (_, method, arguments) -> {
                    if (method.getReturnType() == boolean.class) {
                        return !method.getName().matches("isTraceEnabled|isDebugEnabled");
                    }
                    Object[] all = arguments[arguments.length - 1] instanceof Object[] inner ? inner
                            : Arrays.copyOfRange(arguments, 1, arguments.length);
                    calls.add(method.getName() + " " + arguments[0] + " " + Arrays.asList(all));
                    return null;
                });
    }

    @Test
    void messagesAreFormattedAsSlf4jDoes() {
        logger.info("plain");
        logger.warn("{} of {}", 1, 2);
        logger.error("a failure: {}", "disk", new IllegalStateException("full"));
        logger.info("braces {} stay: {}", "{}", "{}");
        assertThat(calls).containsExactly("info {} [plain, null]", "warn {} [1 of 2, null]",
                "error {} [a failure: disk, java.lang.IllegalStateException: full]", "info {} [braces {} stay: {}, null]");
    }

    @Test
    void whatIsBelowTheLevelIsNotLogged() {
        logger.debug("a");
        logger.trace("b {}", 1);
        logger.atDebug().log("c");
        assertThat(calls).isEmpty();
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.getName()).isEqualTo("a.B");
    }

    @Test
    void beforeThereIsALogServiceNothingIsSaid() {
        there.set(0, false);
        logger.error("lost");
        assertThat(logger.isErrorEnabled()).isFalse();
        there.set(0, true);
        logger.error("heard");
        assertThat(calls).containsExactly("error {} [heard, null]");
    }
}
