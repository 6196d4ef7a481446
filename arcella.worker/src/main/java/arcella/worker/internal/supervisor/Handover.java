package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.FromWorker;

/**
 * Keeps what a worker has compiled, file by file, in a folder that the worker cannot reach: it may write to no disk, and so
 * fills none. Of what it sends there is a bound. Nobody looks at the content here. For the reading thread, and for one other
 * that looks at the folder afterwards.
 */
final class Handover {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.arcmod");
    private static final int MOST_FILES = 1000;

    private final Path folder;
    private final long mostBytes;

    // Guarded by this.
    private long bytes;
    private int files;
    private String name = "";
    private @Nullable OutputStream file;
    private boolean lost;

    /**
     * @param folder made when something comes; is not there yet
     * @param mostBytes what all files may have together
     */
    Handover(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes a piece.
     *
     * @throws ArcellaException {@link WorkerError#PROTOCOL} if it cannot be one, {@link WorkerError#COMPILE_LIMIT} if it is too
     *     much
     */
    synchronized void take(FromWorker.Entry piece) {
        if (!NAME.matcher(piece.name()).matches()) {
            throw WorkerLink.violation("compiled code under a name that none has");
        }
        bytes += piece.bytes().length;
        boolean next = !piece.name().equals(name);
        if (next) {
            name = piece.name();
            files++;
        }
        if (bytes > mostBytes || files > MOST_FILES) {
            throw new ArcellaException(WorkerError.COMPILE_LIMIT, "what was compiled of the module takes more than "
                    + (mostBytes >> 20) + " MiB, or " + MOST_FILES + " files", Bench.SMALLER);
        }
        if (lost) {
            return;
        }
        try {
            if (next) {
                open();
            }
            OutputStream present = file;
            if (present != null) {
                present.write(piece.bytes());
            }
        } catch (FileAlreadyExistsException e) {
            throw WorkerLink.violation("the same compiled code twice");
        } catch (IOException e) {
            // Such as a full disk: who compiles is not to blame, and the module runs without what would have been kept.
            lose();
        }
    }

    private void open() throws IOException {
        if (files == 1) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        finish();
        file = Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private void finish() throws IOException {
        OutputStream present = file;
        file = null;
        if (present != null) {
            present.close();
        }
    }

    private void lose() {
        lost = true;
        try {
            finish();
        } catch (IOException e) {
            System.getLogger(Handover.class.getName()).log(System.Logger.Level.DEBUG, "a file that is lost was not closed", e);
        }
    }

    /** The folder, with all files whole; one that is not there if there are none, or not all could be written. */
    synchronized Path done() {
        try {
            finish();
        } catch (IOException e) {
            lost = true;
        }
        return lost ? folder.resolve("lost") : folder;
    }
}
