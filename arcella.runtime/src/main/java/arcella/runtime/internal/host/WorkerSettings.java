package arcella.runtime.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.toml.TomlDocument;
import arcella.runtime.internal.toml.TomlScope;

/**
 * What {@code etc/arcella.toml} says of workers, in {@code [workers]}. Immutable.
 *
 * @param spare whether a process is kept ready for the next group that needs one
 */
public record WorkerSettings(boolean spare) {

    /** Nothing said. */
    public static final WorkerSettings NONE = new WorkerSettings(false);

    /**
     * What a file says. One that is not there says nothing, nor does one with mistakes: whoever reads it for its grants
     * tells of them.
     */
    static WorkerSettings of(Path file) {
        try {
            TomlDocument document = new TomlDocument(RuntimeError.BAD_CONFIGURATION, file.toString(), Files.readString(file));
            WorkerSettings settings = read(document.root());
            document.finish();
            return settings;
        } catch (IOException | ArcellaException e) {
            return NONE;
        }
    }

    /** Reads the table; mistakes are noted in its document. */
    public static WorkerSettings read(TomlScope root) {
        TomlScope workers = root.table("workers");
        WorkerSettings settings = new WorkerSettings(workers.truth("spare").orElse(NONE.spare()));
        workers.end();
        return settings;
    }
}
