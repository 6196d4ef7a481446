package arcella.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.SealedCache;
import arcella.error.ArcellaException;
import arcella.worker.InstanceLimits;
import arcella.worker.LocalModuleHost;
import arcella.worker.ModuleContent;

/** Where {@code arcella run} keeps what it compiled, so that a second run does not compile. */
final class RunCache {

    private static final long MOST_BYTES = 512L << 20;

    private RunCache() {}

    /**
     * An engine that finds and keeps this content's compiled form below the home; to be made before the process is
     * sealed. Where the home cannot be written to, it compiles each time.
     */
    static CoreEngine engine(Home home, ModuleContent content, InstanceLimits limits) {
        Path folder = home.path().resolve("cache").resolve("run");
        if (!writable(folder)) {
            return new CoreEngine();
        }
        try {
            return CoreEngine.cached(SealedCache.open(
                    folder, content.sha256(), LocalModuleHost.compileOptions(limits), MOST_BYTES));
        } catch (ArcellaException e) {
            System.err.println("arcella: the module is compiled at each run: " + e.getMessage());
            return new CoreEngine();
        }
    }

    private static boolean writable(Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        return there != null && Files.isWritable(there);
    }
}
