import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToLongFunction;

import arcella.engine.core.CompileCache;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreFunction;
import arcella.engine.core.CoreImports;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreOptions;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** Processor time of the computing guests, best of twelve; and the time to load a module through the cache. */
public final class ComputeFigures {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ComputeFigures() {
    }

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "compute" -> compute(args[1], Path.of(args[2]));
            case "load" -> load(Files.readAllBytes(Path.of(args[1])), Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void compute(String engine, Path guests) throws IOException {
        Map<String, Integer> rounds = new LinkedHashMap<>();
        rounds.put("sha256", 10);
        rounds.put("keccak", 20);
        rounds.put("nbody", 5);
        rounds.put("json", 10);
        rounds.put("sort", 3);
        StringBuilder line = new StringBuilder(String.format("%-10s", engine));
        for (Map.Entry<String, Integer> guest : rounds.entrySet()) {
            IntToLongFunction run = guest(engine, Files.readAllBytes(guests.resolve(guest.getKey() + ".wasm")));
            double best = Double.MAX_VALUE;
            for (int i = 0; i < 12; i++) {
                long before = THREADS.getCurrentThreadCpuTime();
                run.applyAsLong(guest.getValue());
                best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / 1e6);
            }
            line.append(String.format(Locale.ROOT, "  %s %.1f", guest.getKey(), best));
        }
        System.out.println(line);
    }

    private static IntToLongFunction guest(String engine, byte[] wasm) {
        if (engine.equals("stock")) {
            WasmModule module = Parser.parse(wasm);
            ExportFunction run = Instance.builder(module)
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withMachineFactory(MachineFactoryCompiler.compile(module))
                    .build().export("run");
            return rounds -> run.apply(rounds)[0];
        }
        CoreOptions options = switch (engine) {
            case "plain" -> new CoreOptions(false, false);
            case "fuel" -> new CoreOptions(true, false);
            case "trusted" -> CoreOptions.trusted();
            default -> CoreOptions.untrusted();
        };
        CoreFunction run = new CoreEngine().load(wasm, options)
                .instantiate(CoreImports.none(), CoreLimits.defaults()).function("run").orElseThrow();
        return rounds -> run.call(rounds)[0];
    }

    private static void load(byte[] wasm, Path folder) {
        long start = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        CompileCache cache = CompileCache.open(folder, 1L << 30);
        var module = CoreEngine.cached(cache).load(List.of(wasm), CoreOptions.trusted()).getFirst();
        System.out.printf(Locale.ROOT, "load %d KB, %s: %.0f ms, of which %.0f ms processor; %d functions interpreted%n",
                wasm.length / 1024, cache.hits() > 0 ? "from the cache" : "compiled", (System.nanoTime() - start) / 1e6,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6, module.interpretedFunctions().size());
    }
}
