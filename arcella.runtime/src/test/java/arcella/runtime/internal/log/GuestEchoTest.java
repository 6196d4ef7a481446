package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.JournalLine.Level;

class GuestEchoTest {

    private final List<String> said = new ArrayList<>();
    private final AtomicBoolean heard = new AtomicBoolean();
    private final GuestEcho echo = new GuestEcho(loggers(), heard::get);

    private LoggerFactory loggers() {
        return (LoggerFactory) Proxy.newProxyInstance(GuestEchoTest.class.getClassLoader(), new Class<?>[] {LoggerFactory.class},
                (_, _, names) -> Proxy.newProxyInstance(GuestEchoTest.class.getClassLoader(), new Class<?>[] {Logger.class},
                        (_, method, arguments) -> said.add(names[0] + " " + method.getName() + " " + Arrays.toString(arguments))));
    }

    private void line(Level level, Optional<ModuleId> module) {
        echo.accept(new JournalLine(Instant.EPOCH, level, "stdout", module, "{} text"));
    }

    @Test
    void modulesAreHeardWhereSomebodyListens() {
        Optional<ModuleId> module = Optional.of(ModuleId.of("m@1.0.0"));
        line(Level.INFO, module);
        heard.set(true);
        echo.look();
        line(Level.INFO, module);
        line(Level.ERROR, module);
        line(Level.INFO, Optional.empty());
        heard.set(false);
        echo.look();
        line(Level.INFO, module);
        assertThat(said).containsExactly(
                "arcella.module.m.stdout info [{}, {} text]", "arcella.module.m.stdout error [{}, {} text]");
    }
}
