package arcella.runtime.internal.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.manifest.WasiSection;
import arcella.wasi.Preopen;

/**
 * The folder {@code data/<name>/} of the home, in which a module may keep what it likes; all versions of a module share
 * it, and it stays when the module is removed.
 *
 * @param path the folder; made when it is first needed
 */
record DataFolder(Path path) {

    /**
     * The folder behind a preopen. Relative ones lie below this folder and are made if need be.
     *
     * @throws ArcellaException {@code START_FAILED} if it cannot be made, or a symbolic link leads out of this folder:
     *     the module itself may have put it there
     */
    Preopen open(WasiSection.Preopen preopen) {
        Preopen.Access access = preopen.writable() ? Preopen.Access.READ_WRITE : Preopen.Access.READ_ONLY;
        if (preopen.absolute()) {
            return new Preopen(Path.of(preopen.host()), preopen.guest(), access);
        }
        try {
            Path real = Files.createDirectories(path).toRealPath();
            Path folder = real;
            for (Path step : Path.of(preopen.host()).normalize()) {
                if (step.toString().isEmpty()) {
                    continue;
                }
                folder = folder.resolve(step);
                if (!Files.isDirectory(folder)) {
                    Files.createDirectory(folder);
                }
                if (!folder.toRealPath().equals(folder)) {
                    throw new ArcellaException(
                            RuntimeError.START_FAILED,
                            "the folder '" + preopen.host() + "' of the module leads elsewhere by a symbolic link",
                            "remove the link " + folder);
                }
            }
            return new Preopen(folder, preopen.guest(), access);
        } catch (IOException e) {
            throw new ArcellaException(
                    RuntimeError.START_FAILED,
                    "the folder '" + preopen.host() + "' of the module cannot be made: " + e,
                    "check the permissions of " + path,
                    e);
        }
    }
}
