package arcella.wasi.preview1;

import java.util.Map;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreImports;
import arcella.wasi.Preopen;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiLimits;
import arcella.wasi.WasiUse;

/**
 * WASI 0.1 for one instance of a core module: all functions of {@code wasi_snapshot_preview1}.
 *
 * <pre>{@code
 * try (Preview1 wasi = Preview1.create(config);
 *         CoreInstance instance = module.instantiate(wasi.imports(), limits)) {
 *     instance.function("_start").orElseThrow().call();
 * } catch (WasiExit exit) {
 *     code = exit.code();
 * }
 * }</pre>
 *
 * <p>What a guest does wrong is answered with an error number, pointers outside its memory with {@code fault}. Calls
 * that wait stop with a {@link arcella.engine.core.Trap} of kind {@code INTERRUPTED} when their thread is interrupted;
 * the thread stays marked. {@code proc_exit} throws {@link arcella.wasi.WasiExit}.
 *
 * <p>Belongs to one instance, and is used by one thread at a time, as the instance is.
 */
public final class Preview1 implements AutoCloseable {

    /** The name under which modules import these functions. */
    public static final String MODULE = "wasi_snapshot_preview1";

    private static final int STANDARD_STREAMS = 3;

    private final Host host;
    private final FunctionTable table;

    private Preview1(WasiConfig config) {
        this.host = new Host(config);
        this.table = new FunctionTable(host);
        new ProcessFunctions(host).addTo(table);
        new DescriptorFunctions(host).addTo(table);
        new PathFunctions(host).addTo(table);
        new PollFunctions(host).addTo(table);
        new SocketFunctions(host).addTo(table);
    }

    /**
     * Makes ready what {@code config} grants.
     *
     * @throws arcella.error.ArcellaException with {@code BAD_PREOPEN} or {@code NO_SANDBOX} for a folder that cannot be
     *     opened, with {@code FEW_FILES} where all that it starts with are more than it may have open
     */
    public static Preview1 create(WasiConfig config) {
        Preview1 made = new Preview1(config);
        boolean opened = false;
        try {
            made.open(config);
            opened = true;
            return made;
        } finally {
            if (!opened) {
                made.close();
            }
        }
    }

    /** The functions and their types, for checks before anything runs. */
    public static Map<String, CoreFunctionType> functions() {
        return new Preview1(WasiConfig.builder().build()).table.types();
    }

    private void open(WasiConfig config) {
        if (STANDARD_STREAMS + config.preopens().size() > config.limits().openFiles()) {
            throw WasiLimits.fewFiles(config.limits().openFiles());
        }
        try {
            host.descriptors().add(new StreamDescriptor.Input(config.stdin()));
            host.descriptors().add(new StreamDescriptor.Output(config.stdout()));
            host.descriptors().add(new StreamDescriptor.Output(config.stderr()));
            for (Preopen preopen : config.preopens()) {
                host.descriptors().add(DirectoryDescriptor.preopened(host.sandbox().preopen(preopen),
                        preopen.guest()));
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException("there was room for all", e);
        }
    }

    /** Adds the functions to what an instance is given. */
    public CoreImports.Builder addTo(CoreImports.Builder imports) {
        table.addTo(MODULE, imports);
        return imports;
    }

    /** The functions, for an instance that needs nothing else. */
    public CoreImports imports() {
        return addTo(CoreImports.builder()).build();
    }

    /** What it holds of its limits now. Any thread may ask. */
    public WasiUse use() {
        return new WasiUse(host.descriptors().open(), 0, host.randomBytes().most(), 0);
    }

    /** Closes what the guest left open. Standard streams stay open: they are the host's. */
    @Override
    public void close() {
        host.close();
    }
}
