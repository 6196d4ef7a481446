package arcella.launcher.doctor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a home: whose it is, who can reach it, and what lies in it that should not. */
public final class HomeChecks {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.range(
            PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

    private HomeChecks() {}

    /**
     * All of them.
     *
     * @param runs whether a daemon has this home: what it is about to tidy is not looked at then
     */
    public static List<Finding> all(Path home, boolean runs) {
        if (!Files.exists(home)) {
            return List.of(absent(home));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(folder(home));
        if (findings.getFirst().verdict() != Finding.Verdict.FAIL) {
            open(home).ifPresent(findings::add);
            findings.addAll(leftovers(home, runs));
        }
        return findings;
    }

    private static Finding absent(Path home) {
        Path above = home.toAbsolutePath().getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above == null || !Files.isDirectory(above)) {
            return Finding.fail("home", home + " is not there and cannot be made: " + above + " is no folder",
                    "name another with --home or ARCELLA_HOME");
        }
        return Files.isExecutable(above) && Files.isWritable(above)
                ? Finding.ok("home", home + " is not there yet; the first start makes it")
                : Finding.fail("home", home + " is not there, and this user may not make it: " + above + " belongs to " + owner(above),
                        "have its owner make it for this user, or name another home with --home or ARCELLA_HOME");
    }

    private static Finding folder(Path home) {
        if (!Files.isDirectory(home)) {
            return Finding.fail("home", home + " is no folder", "name another with --home or ARCELLA_HOME");
        }
        if (!Files.isExecutable(home) || !Files.isWritable(home)) {
            return Finding.fail("home", home + " belongs to " + owner(home) + ", and this user may not write to it",
                    "run as its owner, or name another home with --home or ARCELLA_HOME");
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                return Finding.fail("home", home + " is open to others (" + PosixFilePermissions.toString(permissions) + ")",
                        "chmod 700 " + home);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.warn("home", "who may reach " + home + " cannot be told: " + e.getMessage(), "");
        }
        return Finding.ok("home", home + ", for " + owner(home) + " alone");
    }

    /** The home keeps others out of them; but a folder that is moved or shared later does so no more. */
    private static Optional<Finding> open(Path home) {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home, Files::isDirectory)) {
            for (Path folder : folders) {
                if (Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS::contains)) {
                    open.add(folder.getFileName().toString());
                }
            }
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
            return Optional.of(Finding.warn("folders", "who may reach the folders of " + home + " cannot be told: " + e.getMessage(), ""));
        }
        open.sort(null);
        return open.isEmpty() ? Optional.empty() : Optional.of(Finding.warn("folders",
                "of " + home + " are open to others, but for the home itself: " + String.join(", ", open),
                open.stream().map(name -> home.resolve(name).toString()).collect(Collectors.joining(" ", "chmod go= ", ""))));
    }

    private static String owner(Path home) {
        try {
            return Files.getOwner(home).getName();
        } catch (IOException | UnsupportedOperationException e) {
            return "somebody";
        }
    }

    private static List<Finding> leftovers(Path home, boolean runs) {
        List<Finding> findings = new ArrayList<>();
        try {
            int damaged = count(home.resolve("modules/damaged"), "*");
            if (damaged > 0) {
                findings.add(Finding.warn("store", damaged + " damaged state files lie in " + home.resolve("modules/damaged"),
                        "install those modules again and delete the files; until then no content is tidied away"));
            }
            if (!runs) {
                int folders = count(home.resolve("run"), "w*");
                int pieces = count(home.resolve("modules/content"), ".tmp-*") + count(home.resolve("modules/state"), ".tmp-*");
                if (folders + pieces > 0) {
                    findings.add(Finding.warn("leftovers", folders + " folders of workers and " + pieces
                            + " unfinished files of a container that was killed", "the next start removes them"));
                }
            }
            if (findings.isEmpty()) {
                findings.add(Finding.ok("leftovers", "none"));
            }
        } catch (IOException e) {
            findings.add(Finding.fail("leftovers", home + " cannot be looked through: " + e, "see to its permissions and its disk"));
        }
        return findings;
    }

    private static int count(Path folder, String pattern) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                count++;
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return count;
    }
}
