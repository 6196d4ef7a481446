package arcella.wasi.preview2.filesystem;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.wasi.Denial;
import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiLimits;
import arcella.wasi.fs.Directory;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.Sandbox;
import arcella.wasi.preview2.io.ErrorResource;

/**
 * The interfaces {@code wasi:filesystem/preopens} and {@code wasi:filesystem/types} for one instance. Used by one thread
 * at a time.
 */
public final class Filesystem implements AutoCloseable {

    /** One folder that the guest starts with, and its name. */
    public record Preopened(DescriptorResource descriptor, String name) {}

    private record Opened(OpenNodes.OpenNode node, Access access, String name) {}

    private final OpenNodes nodes;
    private final WasiLimits limits;
    private final Consumer<Denial> denials;
    private final List<Opened> preopens = new ArrayList<>();
    private @Nullable Sandbox sandbox;

    private Filesystem(WasiConfig config) {
        this.nodes = new OpenNodes(config.limits().openFiles(), config.notices());
        this.denials = config.notices();
        this.limits = config.limits();
    }

    /**
     * Opens the folders of {@code config}.
     *
     * @throws arcella.error.ArcellaException with {@code BAD_PREOPEN} or {@code NO_SANDBOX} if one cannot be opened,
     *     with {@code FEW_FILES} if they are more than may be open
     */
    public static Filesystem create(WasiConfig config) {
        Filesystem made = new Filesystem(config);
        boolean opened = false;
        try {
            made.open(config.preopens());
            opened = true;
            return made;
        } finally {
            if (!opened) {
                made.close();
            }
        }
    }

    private void open(List<Preopen> folders) {
        if (folders.isEmpty()) {
            return;
        }
        if (folders.size() > limits.openFiles()) {
            throw WasiLimits.fewFiles(limits.openFiles());
        }
        Sandbox made = Sandbox.create(denials);
        sandbox = made;
        for (Preopen preopen : folders) {
            Directory folder = made.preopen(preopen);
            preopens.add(new Opened(nodes.add(folder), preopen.access(), preopen.guest()));
        }
    }

    /** {@code get-directories}: new descriptors of the same folders at every call. */
    public List<Preopened> getDirectories() {
        List<Preopened> answer = new ArrayList<>(preopens.size());
        for (Opened preopen : preopens) {
            EnumSet<DescriptorFlag> flags = EnumSet.of(DescriptorFlag.READ);
            if (preopen.access() == Access.READ_WRITE) {
                flags.add(DescriptorFlag.MUTATE_DIRECTORY);
            }
            answer.add(new Preopened(new DescriptorResource(nodes, preopen.node().retain(), flags), preopen.name()));
        }
        return answer;
    }

    /** {@code filesystem-error-code}: the code behind a stream's error, if it came from a file. */
    public Optional<ErrorCode> filesystemErrorCode(ErrorResource err) {
        return err.cause() instanceof FsException e ? Optional.of(ErrorCode.of(e.error())) : Optional.empty();
    }

    /** How many files and folders are open. */
    public int openNodes() {
        return nodes.count();
    }

    /** Closes everything that is open. */
    @Override
    public void close() {
        nodes.close();
        Sandbox found = sandbox;
        if (found != null) {
            sandbox = null;
            found.close();
        }
    }
}
