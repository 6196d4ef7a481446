package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the kernel has no Landlock, the filter alone keeps signals from other processes, those by a detour too. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalDetourTest {

    /** By which signal a process ended that was asked to end as soon as the detour had been tried. */
    private record Tried(List<String> lines, int ending) {}

    private static Tried tried(boolean sealed) throws Exception {
        Process target = new ProcessBuilder("sleep", "600").start();
        try {
            Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    SignalDetour.class.getName(), Long.toString(target.pid()), Boolean.toString(sealed))
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            target.destroy();
            assertThat(target.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Tried(lines, target.exitValue() - 128);
        } finally {
            target.destroyForcibly();
        }
    }

    @Test
    void nobodyIsKilledByADescriptorThatHeIsMadeTheOwnerOf() throws Exception {
        Tried free = tried(false);
        assertThat(free.lines()).as("unsealed, all of it works").containsExactly("pipe 0", "signal 0", "owner 0", "told 0", "written 1");
        assertThat(free.ending()).as("SIGKILL").isEqualTo(9);

        Tried sealed = tried(true);
        assertThat(sealed.lines()).as("nothing but the filter").contains("seal missing: landlock: this kernel has none, or it is switched off");
        assertThat(sealed.lines()).contains("pipe 0", "signal -1", "owner -1", "told 0", "written 1");
        assertThat(sealed.ending()).as("SIGTERM, for it was alive").isEqualTo(15);
    }
}
