package arcella.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.launcher.doctor.Finding.Verdict;
import arcella.worker.seal.SealReport;

/** What the doctor makes of machines that are not this one. */
class MachineChecksTest {

    @Test
    void eachPartOfTheSealingThatIsMissingIsNamed() {
        assertThat(MachineChecks.kernel(new SealReport(List.of("landlock version 7", "seccomp"), List.of())))
                .containsExactly(Finding.ok("sealing", "landlock version 7; seccomp"));
        assertThat(MachineChecks.kernel(new SealReport(List.of("seccomp"), List.of("landlock: this kernel has none", "more"))))
                .hasSize(2).allMatch(finding -> finding.verdict() == Verdict.WARN && !finding.remedy().isEmpty())
                .first().matches(finding -> finding.text().endsWith("landlock: this kernel has none"));
    }

    @Test
    void littleMemoryIsTold() {
        String meminfo = "MemTotal:       24000000 kB\nMemFree:           10 kB\nMemAvailable:   %d kB\nBuffers: 1 kB\n";
        assertThat(MachineChecks.memory(meminfo.formatted(1 << 20)).orElseThrow().verdict()).isEqualTo(Verdict.OK);
        assertThat(MachineChecks.memory(meminfo.formatted(1 << 18)).orElseThrow().verdict()).isEqualTo(Verdict.WARN);
        assertThat(MachineChecks.memory("nothing of the kind")).isEmpty();
    }

    @Test
    void theHardLimitOfOpenFilesCounts() {
        String limits = "Limit   Soft Limit   Hard Limit   Units\nMax open files            1024                 %s              files\n";
        assertThat(MachineChecks.openFiles(limits.formatted("1048576")).orElseThrow().verdict()).isEqualTo(Verdict.OK);
        assertThat(MachineChecks.openFiles(limits.formatted("unlimited")).orElseThrow().verdict()).isEqualTo(Verdict.OK);
        assertThat(MachineChecks.openFiles(limits.formatted("1024")).orElseThrow())
                .isEqualTo(Finding.warn("files", "1024 open files at most",
                        "raise the hard limit (ulimit -Hn, LimitNOFILE) to 4096 or more"));
    }

    @Test
    void fullAndRemoteDisksAreTold() {
        Path home = Path.of("/home/x");
        assertThat(MachineChecks.disk(home, "ext4", 1L << 40).verdict()).isEqualTo(Verdict.OK);
        assertThat(MachineChecks.disk(home, "ext4", 1L << 29).verdict()).isEqualTo(Verdict.WARN);
        assertThat(MachineChecks.disk(home, "ext4", 1L << 20).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(MachineChecks.disk(home, "nfs4", 1L << 40)).matches(finding -> finding.verdict() == Verdict.WARN
                && finding.remedy().contains("local"));
        assertThat(MachineChecks.disk(home, "fuse.sshfs", 1L << 40).verdict()).isEqualTo(Verdict.WARN);
    }
}
