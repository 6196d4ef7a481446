package arcella.engine.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** A folder with Java classes that will be run, which must therefore belong to this user alone. */
final class PrivateFolder {

    private PrivateFolder() {}

    /** Makes it with mode 0700, if it is not there, and checks it. */
    static void open(Path folder) {
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be made: " + e.getMessage(), e);
        }
        check(folder);
        checkOwner(folder);
    }

    /** Checks that others cannot write to it. */
    static void check(Path folder) {
        try {
            Set<PosixFilePermission> others = EnumSet.of(PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_WRITE);
            others.retainAll(Files.getPosixFilePermissions(folder));
            if (!others.isEmpty()) {
                throw new ArcellaException(EngineError.CACHE,
                        "the compile cache " + folder + " can be written by other users, who could have their code run",
                        "chmod 700 it, after removing what is inside");
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whoever owns the folder can make it writable. */
    private static void checkOwner(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "new-", ".tmp");
            try {
                if (!Files.getOwner(probe).equals(Files.getOwner(folder))) {
                    throw new ArcellaException(EngineError.CACHE, "the compile cache " + folder + " belongs to "
                            + Files.getOwner(folder).getName() + ", who could have other code run",
                            "use a folder of your own");
                }
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be written: " + e.getMessage(), e);
        }
    }

    static ArcellaException unusable(Path folder, String why, IOException e) {
        return new ArcellaException(EngineError.CACHE, "the compile cache " + folder + " " + why,
                "make it a folder that this user alone can write to", e);
    }
}
