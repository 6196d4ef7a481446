package arcella.launcher.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import arcella.worker.seal.Seal;
import arcella.worker.seal.SealPolicy;
import arcella.worker.seal.SealReport;

/** Looks at the machine: Java, the kernel's means to seal workers, memory, open files, disk. */
public final class MachineChecks {

    private static final long MIB = 1 << 20;
    private static final long LITTLE_DISK = 1024 * MIB;
    private static final long NO_DISK = 64 * MIB;
    private static final long LITTLE_MEMORY = 512 * MIB;
    private static final long FEW_FILES = 4096;
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+\\S+\\s+(\\S+)");

    private MachineChecks() {}

    /** All of them, for a home that may not be there yet. */
    public static List<Finding> all(Path home) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("java", System.getProperty("java.vm.version") + " of " + System.getProperty("java.vendor")
                + ", " + System.getProperty("java.home")));
        findings.addAll(kernel(Seal.rehearse(SealPolicy.strict())));
        text(Path.of("/proc/meminfo")).flatMap(MachineChecks::memory).ifPresent(findings::add);
        text(Path.of("/proc/self/limits")).flatMap(MachineChecks::openFiles).ifPresent(findings::add);
        findings.add(disk(home));
        return findings;
    }

    /** What of the sealing of workers this system allows. */
    static List<Finding> kernel(SealReport report) {
        if (report.complete()) {
            return List.of(Finding.ok("sealing", String.join("; ", report.done())));
        }
        return report.missing().stream().map(missing -> Finding.warn("sealing", "workers are sealed in part only: " + missing,
                "run Linux 6.12 or later with landlock among its security modules, and where a container runtime filters"
                        + " system calls, let landlock_*, seccomp and capset through")).toList();
    }

    static Optional<Finding> memory(String meminfo) {
        return number(AVAILABLE, meminfo).map(kilobytes -> {
            long bytes = kilobytes << 10;
            String text = bytes / MIB + " MiB available";
            return bytes < LITTLE_MEMORY ? Finding.warn("memory", text,
                    "a container takes about 80 MiB, each worker about 70 MiB more; free some, or put modules in one group")
                    : Finding.ok("memory", text);
        });
    }

    static Optional<Finding> openFiles(String limits) {
        Matcher matcher = OPEN_FILES.matcher(limits);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String most = matcher.group(1);
        String text = most + " open files at most";
        return Optional.of(most.matches("\\d{1,18}") && Long.parseLong(most) < FEW_FILES
                ? Finding.warn("files", text, "raise the hard limit (ulimit -Hn, LimitNOFILE) to " + FEW_FILES + " or more")
                : Finding.ok("files", text));
    }

    private static Finding disk(Path home) {
        Path there = home;
        while (!Files.exists(there)) {
            Path above = there.getParent();
            if (above == null) {
                return Finding.fail("disk", "no folder above " + home + " is there", "choose another home");
            }
            there = above;
        }
        try {
            FileStore store = Files.getFileStore(there);
            return disk(home, store.type(), store.getUsableSpace());
        } catch (IOException e) {
            return Finding.warn("disk", "the file system of " + there + " tells nothing: " + e.getMessage(), "");
        }
    }

    static Finding disk(Path home, String type, long free) {
        String text = free / MIB + " MiB free for " + home + " (" + type + ")";
        if (free < NO_DISK) {
            return Finding.fail("disk", text, "make room: what cannot be written down is refused");
        }
        if (type.matches("nfs.*|cifs|smb.*|9p|fuse\\..*|vboxsf|prl_fs")) {
            return Finding.warn("disk", text, "put the home on a local file system: locks, sockets and renames are not the"
                    + " same on this one");
        }
        return free < LITTLE_DISK ? Finding.warn("disk", text, "make room: compiled modules and logs want some")
                : Finding.ok("disk", text);
    }

    private static Optional<Long> number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** A file of the kernel's; nothing on systems that have none. */
    private static Optional<String> text(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
