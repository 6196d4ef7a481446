package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreValueType.I32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.Guests;
import arcella.engine.testing.ModuleBuilder;

/** A cache takes over what a process compiled that is not trusted, and nothing that the compiler does not make. */
class AdoptionTest {

    private static final long ROOM = 64L << 20;
    private static final CoreOptions OPTIONS = CoreOptions.untrusted();

    @TempDir
    private Path temporary;

    private CompileCache cache;

    @BeforeEach
    void open() {
        cache = CompileCache.open(temporary.resolve("own"), ROOM);
    }

    private Path theirs() {
        return temporary.resolve("theirs");
    }

    private void compile(byte[]... modules) {
        CoreEngine.cached(CompileCache.open(theirs(), ROOM)).load(List.of(modules), OPTIONS);
    }

    private static CacheKeys keys(byte[]... modules) {
        return CacheKeys.of(List.of(modules), OPTIONS);
    }

    private Path entry(byte[]... modules) {
        return theirs().resolve(HexFormat.of().formatHex(keys(modules).keys().getFirst()) + ".arcmod");
    }

    private static byte[] constant(int value) {
        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(List.of(), List.of(I32)), new Code().i32(value));
        return b.build();
    }

    @Test
    void whatTheCompilerMadeIsTaken() {
        byte[] wasm = Guests.compute("json");
        compile(wasm, constant(1));
        CacheKeys both = keys(wasm, constant(1));
        assertThat(cache.adopt(both, theirs())).isTrue();
        assertThat(cache.state(both)).isEqualTo(CacheState.WHOLE);
        assertThat(Stream.of(temporary.resolve("own").toFile().list())).as("nothing beside").hasSize(2)
                .allMatch(name -> name.endsWith(".arcmod"));
        assertThat(CoreEngine.cached(cache).load(List.of(wasm, constant(1)), OPTIONS).get(1)
                .instantiate(CoreImports.none(), CoreLimits.defaults()).function("f").orElseThrow().call())
                .containsExactly(1);
        assertThat(cache.misses()).isZero();
    }

    @Test
    void functionsInTheInterpreterPassToo() {
        ModuleBuilder b = new ModuleBuilder();
        Code large = new Code();
        for (int i = 0; i < 40_000; i++) {
            large.i32(i).op(0x1A);
        }
        b.function("large", b.type(List.of(), List.of(I32)), large.i32(1));
        byte[] wasm = b.build();
        assertThat(new CoreEngine().load(wasm, OPTIONS).interpretedFunctions()).isNotEmpty();
        compile(wasm);
        assertThat(cache.adopt(keys(wasm), theirs())).isTrue();
    }

    /** Of so many functions and types the compiler makes classes of kinds that small modules do not have. */
    @Test
    void classesOfLargeModulesPassToo() throws IOException {
        ModuleBuilder b = new ModuleBuilder();
        List<CoreValueType> kinds = List.of(I32, CoreValueType.I64, CoreValueType.F32, CoreValueType.F64,
                CoreValueType.EXTERNREF, CoreValueType.FUNCREF);
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i < 1296; i++) {
            List<CoreValueType> params = List.of(kinds.get(i % 6), kinds.get(i / 6 % 6), kinds.get(i / 36 % 6), kinds.get(i / 216));
            types.add(b.type(params, i % 2 == 0 ? List.of(params.get(0)) : params));
        }
        int many = b.type(Collections.nCopies(300, I32), List.of(I32));
        b.table(100, 100);
        for (int i = 0; i < 5_000; i++) {
            int type = types.get(i < 1_100 ? 0 : i % types.size());
            Code code = new Code().get(0).get(1).get(2).get(3).i32(i % 100).callIndirect(type, 0);
            b.function(type, code);
        }
        Code wide = new Code();
        for (int i = 0; i < 300; i++) {
            wide.get(i);
        }
        b.function(many, wide.i32(7).callIndirect(many, 0));
        b.elements(0, java.util.stream.IntStream.range(0, 100).toArray());
        byte[] wasm = b.build();
        compile(wasm);
        List<String> kindsOfClasses = CacheFile.content(Files.readAllBytes(entry(wasm)), keys(wasm).keys().getFirst())
                .flatMap(CompiledModule::decode).orElseThrow().classes().keySet().stream()
                .map(name -> name.replaceAll(".*M[0-9a-f]{16}|[0-9]+", "")).distinct().toList();
        assertThat(kindsOfClasses).contains("FuncGroup_", "Dispatch_", "DispatchRefs_", "Indirect__");
        assertThat(cache.adopt(keys(wasm), theirs())).isTrue();
    }

    @Test
    void whatIsMissingIsNoReasonToFail() {
        compile(constant(1));
        assertThat(cache.adopt(keys(constant(2)), theirs())).isFalse();
        assertThat(cache.adopt(keys(constant(2)), temporary.resolve("nowhere"))).isFalse();
        assertNothingTaken();
    }

    private void assertNothingTaken() {
        assertThat(temporary.resolve("own")).isEmptyDirectory();
    }

    private void refused(String... words) {
        refused(keys(constant(1)), words);
    }

    private void refused(CacheKeys keys, String... words) {
        assertThatThrownBy(() -> cache.adopt(keys, theirs())).satisfies(code(EngineError.FOREIGN_CODE))
                .hasMessageContainingAll(words);
        assertNothingTaken();
    }

    @Test
    void anotherModulesEntryIsRefused() throws IOException {
        compile(constant(1));
        byte[] other = Files.readAllBytes(entry(constant(1)));
        compile(constant(2));
        Files.write(entry(constant(2)), other);
        refused(keys(constant(2)), "check sums or its name");
        // With a right key, which is no secret.
        byte[] content = CacheFile.content(other, keys(constant(1)).keys().getFirst()).orElseThrow();
        Files.write(entry(constant(2)), CacheFile.of(keys(constant(2)).keys().getFirst(), content));
        refused(keys(constant(2)), "another module");
    }

    @Test
    void oneThatIsDamagedKeepsAllOut() throws IOException {
        compile(constant(1), constant(2));
        CacheKeys both = keys(constant(1), constant(2));
        Path second = theirs().resolve(HexFormat.of().formatHex(both.keys().get(1)) + ".arcmod");
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length / 2] ^= 1;
        Files.write(second, bytes);
        refused(both, "check sums");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        compile(constant(1));
        Path moved = Files.move(entry(constant(1)), temporary.resolve("moved"));
        Files.createSymbolicLink(entry(constant(1)), moved);
        refused("is no file");
        Files.delete(entry(constant(1)));
        Files.createDirectory(entry(constant(1)));
        refused("is no file");
        Files.delete(entry(constant(1)));
        Files.move(moved, entry(constant(1)));
        Files.move(theirs(), temporary.resolve("elsewhere"));
        Files.createSymbolicLink(theirs(), temporary.resolve("elsewhere"));
        refused("is no file");
    }

    @Test
    void whatIsTooLargeIsNotEvenCopied() throws IOException {
        compile(constant(1));
        try (var channel = Files.newByteChannel(entry(constant(1)), java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(EntryCheck.MOST_BYTES).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        refused("more than 512 MiB");
    }

    /** Writes an entry with its classes changed, as a process would that was taken over. */
    private void forge(UnaryOperator<Map<String, byte[]>> change) throws IOException {
        Files.deleteIfExists(entry(constant(1)));
        compile(constant(1));
        byte[] key = keys(constant(1)).keys().getFirst();
        CompiledModule real = CacheFile.content(Files.readAllBytes(entry(constant(1))), key)
                .flatMap(CompiledModule::decode).orElseThrow();
        CompiledModule forged = new CompiledModule(real.sha256(), real.options(), real.typeSpace(), real.imports(),
                real.functions(), real.tailCalls(), real.interpreted(), real.names(), real.stripped(), real.mainClass(),
                change.apply(new LinkedHashMap<>(real.classes())));
        Files.write(entry(constant(1)), CacheFile.of(key, forged.encode()));
    }

    private void forgeMain(ClassTransform transform) throws IOException {
        forge(classes -> {
            ClassFile format = ClassFile.of();
            classes.computeIfPresent(classes.keySet().stream().filter(name -> name.endsWith("FuncGroup_0")).findFirst()
                    .orElseThrow(), (name, bytes) -> format.transformClass(format.parse(bytes), transform));
            return classes;
        });
    }

    private static ClassTransform method(String name, int flags, Consumer<CodeBuilder> body) {
        return ClassTransform.endHandler(builder -> builder.withMethodBody(name, ConstantDescs.MTD_void, flags, body));
    }

    private static final int STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

    @Test
    void theForgerMakesEntriesThatWouldPassOtherwise() throws IOException {
        forgeMain(method("more", STATIC, CodeBuilder::return_));
        assertThat(cache.adopt(keys(constant(1)), theirs())).isTrue();
    }

    @Test
    void codeThatReachesOutIsRefused() throws IOException {
        ClassDesc runtime = ClassDesc.of("java.lang.Runtime");
        forgeMain(method("more", STATIC, code -> code
                .invokestatic(runtime, "getRuntime", MethodTypeDesc.of(runtime)).pop().return_()));
        refused("java/lang/Runtime");
        forgeMain(method("more", STATIC, code -> code.ldc("x")
                .invokestatic(ClassDesc.of("java.lang.System"), "load", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String))
                .return_()));
        refused("java/lang/System.load");
        forgeMain(method("more", STATIC, code -> code
                .getstatic(ClassDesc.of("java.lang.System"), "out", ClassDesc.of("java.io.PrintStream")).pop().return_()));
        refused("java/lang/System.out");
        forgeMain(method("more", STATIC, code -> code.ldc(ConstantDescs.CD_Class).pop().return_()));
        refused("java/lang/Class");
        forgeMain(method("more", STATIC, code -> code.ldc(ClassDesc.of("java.lang.Process").arrayType(2)).pop().return_()));
        refused("java/lang/Process");
        forgeMain(method("more", STATIC, code -> code.ldc(ConstantDescs.MTD_void).pop().return_()));
        refused("made while it runs");
    }

    @Test
    void classesOfAnotherKindAreRefused() throws IOException {
        forgeMain(ClassTransform.endHandler(builder -> builder.withMethod("more", ConstantDescs.MTD_void,
                ClassFile.ACC_PUBLIC | AccessFlag.NATIVE.mask(), method -> { })));
        refused("native method");
        forgeMain(ClassTransform.endHandler(builder -> builder.withSuperclass(ConstantDescs.CD_Throwable)));
        refused("extend another");
        forgeMain(ClassTransform.endHandler(builder -> builder.withInterfaceSymbols(ClassDesc.of("java.lang.Runnable"))));
        refused("java.lang.Runnable".replace('.', '/'));
        forge(classes -> {
            classes.put("java.lang.Helper", ClassFile.of().build(ClassDesc.of("java.lang.Helper"), builder -> { }));
            return classes;
        });
        refused("java.lang.Helper");
        forge(classes -> {
            String first = classes.keySet().iterator().next();
            classes.put(first, new byte[] {1, 2, 3});
            return classes;
        });
        refused("cannot be read");
    }
}
