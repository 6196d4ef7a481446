package arcella.engine.core;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.engine.internal.binary.ModuleDecoder;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.engine.internal.rewrite.CanonicalTypes;
import arcella.engine.internal.rewrite.Metering;
import arcella.engine.internal.rewrite.ModuleRewriter;
import arcella.error.ArcellaException;
import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.component.ByteSlice;

/**
 * Loads core WebAssembly modules: decodes, validates and compiles them to Java classes, or takes them from a {@link
 * ModuleCache}.
 *
 * <p>Thread-safe.
 */
public final class CoreEngine {

    /** Changes whenever the same module would be compiled to something else. */
    static final String VERSION = "arcella 3, endive 1.0.0";

    private final Optional<? extends ModuleCache> cache;

    /** An engine that compiles each time. */
    public CoreEngine() {
        this(Optional.empty());
    }

    private CoreEngine(Optional<? extends ModuleCache> cache) {
        this.cache = cache;
    }

    /** An engine that looks into {@code cache} before it compiles, and keeps there what it compiled. */
    public static CoreEngine cached(ModuleCache cache) {
        return new CoreEngine(Optional.of(cache));
    }

    /**
     * Loads one module as a trusted one.
     *
     * @param wasm the whole binary; not kept, not changed
     * @throws ArcellaException with {@code NOT_WASM}, {@code IS_A_COMPONENT}, {@code MALFORMED}, {@code INVALID},
     *     {@code UNSUPPORTED_FEATURE}, {@code LIMIT} or {@code COMPILE}
     */
    public CoreModule load(byte[] wasm) {
        return load(wasm, CoreOptions.trusted());
    }

    /** Loads one module, compiled as told; fails as {@link #load(byte[])} does. */
    public CoreModule load(byte[] wasm, CoreOptions options) {
        return load(List.of(wasm), options).getFirst();
    }

    /** Loads modules that belong together as {@link #load(List, CoreOptions, CompileProgress)} does. */
    public List<CoreModule> load(List<byte[]> modules, CoreOptions options) {
        return load(modules, options, CompileProgress.NONE);
    }

    /**
     * Loads modules that belong together, such as all core modules of one component: only these can share tables.
     *
     * @param modules the binaries
     * @param progress hears how far compilation is, of all of them together
     * @return the modules, in the same order
     * @throws ArcellaException as {@link #load(byte[])} does, for the first that fails
     */
    public List<CoreModule> load(List<byte[]> modules, CoreOptions options, CompileProgress progress) {
        List<byte[]> hashes = new ArrayList<>();
        for (byte[] wasm : modules) {
            Preamble.check(wasm);
            hashes.add(Hashes.sha256(wasm, 0, wasm.length));
        }
        List<CoreModule> loaded = new ArrayList<>();
        Optional<Group> group = Optional.empty();
        Optional<LoadProgress> whole = Optional.empty();
        for (int i = 0; i < modules.size(); i++) {
            byte[] key = key(hashes, i, options);
            Optional<CompiledModule> known = cache.flatMap(c -> c.find(key));
            if (known.isEmpty()) {
                group = group.or(() -> Optional.of(Group.of(modules, options)));
                List<ModuleLayout> layouts = group.get().layouts();
                if (whole.isEmpty()) {
                    LoadProgress begun = new LoadProgress(progress, functions(layouts));
                    begun.past(functions(layouts.subList(0, i)));
                    whole = Optional.of(begun);
                }
                CompiledModule compiled = new ModuleCompiler(layouts.get(i),
                        HexFormat.of().formatHex(hashes.get(i)), group.get().types(), options, whole.get()).compile();
                cache.ifPresent(c -> c.store(key, compiled));
                known = Optional.of(compiled);
            }
            loaded.add(module(known.get()));
            if (whole.isPresent()) {
                whole.get().past(group.get().layouts().get(i).functions());
            }
        }
        cache.ifPresent(ModuleCache::loaded);
        return loaded;
    }

    private static int functions(List<ModuleLayout> layouts) {
        return layouts.stream().mapToInt(ModuleLayout::functions).sum();
    }

    /** What the cache has of a load; nothing if this engine has no cache. Reads the entries, and decodes nothing. */
    public Optional<CacheState> cached(CacheKeys keys) {
        return cache.map(c -> c.state(keys));
    }

    /**
     * Decodes and validates a module without compiling it, to see what it wants and gives before it is installed.
     *
     * @param wasm the whole binary; not kept, not changed
     * @throws ArcellaException as {@link #load(byte[])}, without {@code COMPILE}
     */
    public CoreOutline outline(byte[] wasm) {
        Preamble.check(wasm);
        ModuleLayout layout = ModuleDecoder.decode(wasm);
        byte[] rewritten = ModuleRewriter.rewrite(layout, CanonicalTypes.of(List.of(layout), Metering.NONE),
                Metering.NONE);
        ModuleShape shape = ModuleShape.of(ParsedModules.validated(rewritten), layout.imports());
        return new CoreOutline(shape.imports(), shape.exports());
    }

    /**
     * What a module declares to want and to give. Reads declarations only, and never code: for modules that were
     * validated before, by {@link #outline} or by loading them.
     *
     * @param wasm the whole binary; not kept, not changed
     * @throws ArcellaException with {@code MALFORMED} or {@code UNSUPPORTED_FEATURE} if the module was not validated
     */
    public CoreOutline declared(byte[] wasm) {
        Preamble.check(wasm);
        return Declarations.of(CoreModuleDecoder.decode(ByteSlice.of(wasm)));
    }

    /**
     * Takes over what {@link CoreModule#compiledForm()} gave in another process with this same engine, without
     * compiling.
     *
     * <p>The bytes hold Java classes that will be run. Take them only from a process that is trusted as much as this
     * one, or in a process that is sealed because it runs untrusted code anyway.
     *
     * @throws ArcellaException with {@code MALFORMED} if the bytes are something else
     */
    public CoreModule restore(byte[] compiledForm) {
        return module(CompiledModule.decode(compiledForm).orElseThrow(() -> new ArcellaException(
                EngineError.MALFORMED, "this is not the compiled form of a module", "compile the module again")));
    }

    /** The outlines of all modules of a load, and their common types. */
    private record Group(List<ModuleLayout> layouts, CanonicalTypes types) {

        static Group of(List<byte[]> modules, CoreOptions options) {
            List<ModuleLayout> layouts = modules.stream().map(ModuleDecoder::decode).toList();
            return new Group(layouts,
                    CanonicalTypes.of(layouts, new Metering(options.fuel(), options.callDepth())));
        }
    }

    /** All that the compiled modules of a binary depend on, without looking into it. */
    static byte[] key(byte[] binaryHash, CoreOptions options) {
        MessageDigest digest = Hashes.digest();
        digest.update(("a whole binary, " + VERSION).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update((byte) (options.fuel() ? 1 : 0));
        digest.update((byte) (options.callDepth() ? 1 : 0));
        digest.update(binaryHash);
        return digest.digest();
    }

    /** All that the compiled module depends on; the other modules of the load decide about the type section. */
    static byte[] key(List<byte[]> hashes, int index, CoreOptions options) {
        MessageDigest digest = Hashes.digest();
        digest.update(VERSION.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update((byte) (options.fuel() ? 1 : 0));
        digest.update((byte) (options.callDepth() ? 1 : 0));
        digest.update(hashes.get(index));
        hashes.forEach(digest::update);
        return digest.digest();
    }

    private static CoreModule module(CompiledModule compiled) {
        CoreModule module = CoreModule.of(compiled);
        for (CoreMemoryType memory : module.shape().memories()) {
            if (memory.minPages() > CoreMemoryType.MAX_PAGES) {
                throw new ArcellaException(EngineError.LIMIT,
                        "the module wants a memory of at least " + memory.minPages() + " pages; this engine holds "
                                + CoreMemoryType.MAX_PAGES + " (2 GiB less 64 KiB)",
                        "build the module with a smaller initial memory");
            }
        }
        return module;
    }
}
