package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a sealed process keeps of the rights of root; somebody else's has none to lose, and the same seal. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OfRootTest {

    private static final int NOBODY = 65_534;
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    @TempDir
    private Path folder;

    private Path theirs;

    @BeforeEach
    void somebodyElsesFolder() throws Exception {
        theirs = Files.createDirectory(folder.resolve("folder"));
        Path file = Files.writeString(theirs.resolve("theirs"), "theirs");
        if (ROOT) {
            Files.setAttribute(file, "unix:uid", NOBODY);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.setAttribute(theirs, "unix:uid", NOBODY);
            Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private List<String> tried(String how, boolean granted, String classPath, RootRight... rights) throws Exception {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + classPath,
                OfRoot.class.getName(), how, theirs.toString(), Boolean.toString(granted)));
        List.of(rights).forEach(right -> command.add(right.name()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertLeft(List<String> lines, long rights) {
        String set = "%016x".formatted(ROOT ? rights : 0);
        assertThat(lines).contains("CapInh " + "0".repeat(16), "CapPrm " + set, "CapEff " + set, "CapAmb " + "0".repeat(16));
        if (ROOT) {
            assertThat(lines).contains("CapBnd " + "0".repeat(16));
        }
        assertThat(lines).noneMatch(line -> line.startsWith("seal missing"));
        // A network for guests is TCP and UDP.
        assertThat(lines).contains("raw -1", "high-port worked");
    }

    /** Where somebody has set the machine up to let everybody listen at low ports, nothing tells. */
    private static boolean lowPortsAreRoots() throws Exception {
        return Files.readString(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start")).strip().equals("1024");
    }

    @Test
    void nothingIsLeftToWhomNothingIsGranted() throws Exception {
        if (ROOT) {
            assertThat(tried("free", false, "")).as("unsealed, all of it works").contains("raw 0", "high-port worked", "low-port worked",
                    "read worked", "write worked", "times worked");
            Files.writeString(theirs.resolve("theirs"), "theirs");
        }
        List<String> lines = tried("sealed", false, "");
        assertLeft(lines, 0);
        assertThat(lines).contains("seal capabilities: none", "read failed", "write failed", "times failed");
        if (lowPortsAreRoots()) {
            assertThat(lines).contains("low-port failed");
        }
        assertThat(theirs.resolve("theirs")).hasContent("theirs");
    }

    @Test
    void aGrantedFolderIsUsedWhosesoeverItIs() throws Exception {
        List<String> lines = tried("sealed", true, "", RootRight.of(true, true, false).toArray(RootRight[]::new));
        assertLeft(lines, 1 << 1 | 1 << 2 | 1 << 3);
        assertThat(lines).contains("read worked", "write worked", "times worked");
        if (ROOT) {
            assertThat(lines).contains("seal capabilities: none but dac_override, dac_read_search, fowner");
        }
        List<String> writing = tried("sealed", true, "", RootRight.of(false, true, false).toArray(RootRight[]::new));
        assertLeft(writing, 1 << 1 | 1 << 3);
        assertThat(writing).contains("read worked", "write worked", "times worked");
    }

    @Test
    void aLowPortIsListenedAtByWhomItIsGranted() throws Exception {
        List<String> lines = tried("sealed", false, "", RootRight.of(false, false, true).toArray(RootRight[]::new));
        assertLeft(lines, 1 << 10);
        if (ROOT) {
            assertThat(lines).contains("low-port worked");
        }
    }

    /** As a distribution in somebody's home that root starts. */
    @Test
    void whatJavaItselfNeedsStaysReadableWhereItIsClosedToOthers() throws Exception {
        List<String> lines = tried("sealed", false, ":" + theirs);
        assertLeft(lines, 1 << 2);
        assertThat(lines).contains("read worked", "write failed");
    }

    @Test
    void whereTheyCannotBeDroppedThatIsSaid() throws Exception {
        List<String> lines = tried("hindered", false, "");
        // Whoever has none needs nothing of the kernel.
        assertThat(lines).contains(ROOT ? "rehearsal missing: capabilities: error 1" : "rehearsal capabilities: none",
                ROOT ? "seal missing: capabilities: error 1" : "seal capabilities: none");
        assertThat(lines).as("the rest is done").anyMatch(line -> line.startsWith("seal seccomp: "));
    }
}
