package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.VerbResult;

/** {@code system:shutdown}, which ends the container of its test. */
@Timeout(300)
class ShutdownIT {

    @Test
    void endsSessionsWhenItsBundleStops(@TempDir Path home) throws Throwable {
        TestContainer container = new TestContainer(home);
        try (TestShell user = TestShell.interactive(container.verb("shell"))) {
            user.type("sleep 1000\r");
            user.await(text -> text.contains("sleep 1000"));
            for (var bundle : container.context().getBundles()) {
                if ("arcella.shell".equals(bundle.getSymbolicName())) {
                    bundle.stop();
                }
            }
            assertThatThrownBy(user::ended).isInstanceOf(InterruptedException.class).hasMessageContaining("bundle stops");
        } finally {
            container.stop();
        }
    }

    @Test
    void stopsTheContainerAfterAYes(@TempDir Path home) throws Throwable {
        TestContainer container = new TestContainer(home);
        try (TestShell user = TestShell.interactive(container.verb("shell"))) {
            user.type("system:shutdown\r");
            user.await(text -> text.contains("(yes/no)"));
            user.type("yes\r");
            assertThat(user.ended()).isEqualTo(VerbResult.message(""));
            assertThat(user.text()).contains("the container stops");
            assertThat(container.awaitStop()).isTrue();
        } finally {
            container.stop();
        }
    }
}
