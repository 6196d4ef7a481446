package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the kernel of this machine refuses what the filter refuses by number, before it looks at any argument. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TriedCallsTest {

    private static final int EPERM = 1;
    private static final int CAP_SYS_ADMIN = 21;

    /** As far as kernels are set up to; all but these are tried by anybody. */
    private static final Set<String> ASK_FIRST = Set.of("syslog", "setgroups", "pivot_root", "acct", "swapon", "swapoff", "reboot",
            "sethostname", "setdomainname", "fanotify_init", "move_mount", "fsopen", "fsmount", "fspick", "init_module", "finit_module",
            "delete_module", "kexec_load", "kexec_file_load", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "iopl",
            "ioperm", "mount", "umount2", "chroot", "open_by_handle_at");

    private static Map<String, Integer> tried(boolean sealed) throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TriedCalls.class.getName(), Boolean.toString(sealed)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            Map<String, Integer> errors = new TreeMap<>();
            lines.stream().map(line -> line.split(" ")).forEach(words -> errors.put(words[0], Integer.valueOf(words[1])));
            return errors;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsRefusedByNumberIsRefusedBeforeItsArgumentsAreLookedAt() throws Exception {
        Map<String, Integer> sealed = tried(true);
        assertThat(sealed.keySet()).containsExactlyInAnyOrderElementsOf(TriedCalls.names());
        assertThat(sealed).hasSizeGreaterThan(100).allSatisfy((name, error) -> assertThat(error).as(name).isEqualTo(EPERM));

        // Unsealed, the arguments are what is wrong, or nothing is.
        Map<String, Integer> free = tried(false);
        assertThat(free.keySet()).isEqualTo(sealed.keySet());
        assertThat(free).allSatisfy((name, error) -> assertThat(error).as(name).satisfiesAnyOf(
                told -> assertThat(told).isNotEqualTo(EPERM), told -> assertThat(asksFirst(name)).isTrue()));
    }

    /** Whether the kernel, too, answers "not permitted" before it looks at arguments: to whoever is not root with all that is root's. */
    private static boolean asksFirst(String name) throws IOException {
        long effective = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("CapEff:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16)).findFirst().orElseThrow();
        return (effective >> CAP_SYS_ADMIN & 1) == 0 && ASK_FIRST.contains(name);
    }
}
