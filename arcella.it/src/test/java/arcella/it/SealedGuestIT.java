package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/**
 * What a guest reaches that has broken out of its code and has its worker's process to itself: a real daemon on a copy of
 * the distribution whose host function {@code get-random-bytes} calls {@link SealProbe}.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SealedGuestIT {

    /** Where the probe is put: into a function that a guest calls, or into the work of a worker that reads modules. */
    private enum Place {
        HOST_FUNCTION("lib/arcella.wasi.jar", "arcella/wasi/preview2/random/SecureRandomBytes.class", "getRandomBytes", "attempt"),
        COMPILE_WORK("lib/arcella.worker.jar", "arcella/worker/internal/child/CompileWork.class", "lambda$examine", "tellByFailing");

        private final String jar;
        private final String type;
        private final String method;
        private final String probe;

        Place(String jar, String type, String method, String probe) {
            this.jar = jar;
            this.type = type;
            this.method = method;
            this.probe = probe;
        }
    }

    private static final String OF_COMPILING = "of-compiling";

    private Container container;
    private Path outside;
    private Path inherited;
    private ServerSocket elsewhere;
    private Process daemon;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        Place place = test.getTags().contains(OF_COMPILING) ? Place.COMPILE_WORK : Place.HOST_FUNCTION;
        container = new Container();
        outside = Files.createDirectory(container.folder().resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        inherited = Files.writeString(container.folder().resolve("inherited"), "from whoever started the daemon");
        elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Path settings = Files.writeString(container.folder().resolve(SealProbe.SETTINGS),
                "outside=%s%nhome=%s%nport=%d%n".formatted(outside, container.home(), elsewhere.getLocalPort()));
        Path copy = container.folder().resolve("distribution");
        copy(Distribution.root(), copy);
        probed(place, Distribution.root().resolve(place.jar), copy.resolve(place.jar), settings);
        // With more descriptors than it should have, and an environment that is nobody's business.
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 9<\"$1\" && exec \"$2\" daemon", "sh",
                inherited.toString(), copy.resolve("bin/arcella").toString());
        builder.environment().put("ARCELLA_HOME", container.home().toString());
        builder.environment().put("SECRET_OF_THE_DAEMON", "secret");
        daemon = builder.redirectErrorStream(true).redirectOutput(container.folder().resolve("daemon.log").toFile()).start();
        container.await(Duration.ofMinutes(2), result -> result.code() == 0, "status");
    }

    @AfterEach
    void close() throws Exception {
        container.close();
        daemon.destroyForcibly();
        daemon.waitFor();
        elsewhere.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** The same jar, in which the place begins with the probe. */
    private static void probed(Place place, Path original, Path copy, Path settings) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(original));
                OutputStream file = Files.newOutputStream(copy); JarOutputStream out = new JarOutputStream(file, in.getManifest())) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                byte[] content = in.readAllBytes();
                put(out, entry.getName(), entry.getName().equals(place.type) ? calling(place, content) : content);
            }
            String folder = SealProbe.class.getPackageName().replace('.', '/') + "/";
            for (String name : List.of("SealProbe", "SealProbe$Attempt", "SealProbe$Fact")) {
                try (InputStream content = SealProbe.class.getResourceAsStream(name + ".class")) {
                    put(out, folder + name + ".class", content.readAllBytes());
                }
            }
            put(out, folder + SealProbe.SETTINGS, Files.readAllBytes(settings));
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
    }

    private static byte[] calling(Place place, byte[] content) {
        ClassFile files = ClassFile.of();
        ClassDesc probe = ClassDesc.of(SealProbe.class.getName());
        CodeTransform first = CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(java.lang.classfile.CodeBuilder builder) {
                builder.invokestatic(probe, place.probe, MethodTypeDesc.of(ConstantDescs.CD_void));
            }

            @Override
            public void accept(java.lang.classfile.CodeBuilder builder, java.lang.classfile.CodeElement element) {
                builder.with(element);
            }
        });
        return files.transformClass(files.parse(content), ClassTransform.transformingMethodBodies(
                method -> method.methodName().stringValue().startsWith(place.method), first));
    }

    private void install(String name, String more, String... options) throws Exception {
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                imports = ["wasi:config", "wasi:logging", "wasi:keyvalue", "wasi:http/types@0.2", "wasi:sockets@0.2"]
                %s""".formatted(name, more));
        String[] words = Stream.concat(Stream.of("install", Distribution.example("keeper/keeper.wasm").toString(),
                "--manifest", manifest.toString(), "--start"), Stream.of(options)).toArray(String[]::new);
        container.cli(words).ok();
    }

    /** What a guest's call came to: outcomes and facts by their names. */
    private Map<String, String> probe(String module) throws Exception {
        container.cli("call", module, "random(8)").ok();
        try (Stream<Path> workers = Files.list(container.home().resolve("run"))) {
            Path report = workers.map(worker -> worker.resolve("tmp").resolve(SealProbe.REPORT)).filter(Files::exists)
                    .findFirst().orElseThrow();
            Map<String, String> told = lines(Files.readAllLines(report, StandardCharsets.UTF_8).stream());
            Files.delete(report);
            return told;
        }
    }

    private static Map<String, String> lines(Stream<String> lines) {
        Map<String, String> told = new TreeMap<>();
        lines.forEach(line -> told.put(line.replaceFirst("^(fact [^ ]+|[^ ]+) .*", "$1"),
                line.replaceFirst("^(?:fact )?[^ ]+ ", "")));
        return told;
    }

    private Map<String, String> unsealed() throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-cp", Path.of(SealProbe.class.getProtectionDomain().getCodeSource()
                        .getLocation().toURI()).toString(), SealProbe.class.getName(),
                container.folder().resolve(SealProbe.SETTINGS).toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            Map<String, String> told = lines(process.inputReader().lines());
            assertThat(process.waitFor()).isZero();
            return told;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(outside.resolve("new"));
        }
    }

    @Test
    void aGuestThatHasBrokenOutReachesNothing() throws Exception {
        install("bare", "");
        Map<String, String> free = unsealed();
        assertThat(free).as("unsealed, all of it works, or the test proves nothing").hasSizeGreaterThanOrEqualTo(18)
                .allSatisfy((name, outcome) -> assertThat(outcome).as(name).isEqualTo("worked"));
        List<String> attempts = List.copyOf(free.keySet());

        Map<String, String> bare = probe("bare");
        assertThat(bare.get("fact thread")).isEqualTo("arcella-guest bare@1.0.0");
        assertThat(bare.get("fact guest-code")).startsWith("arcella.engine");
        for (String attempt : attempts) {
            assertThat(bare.get(attempt)).as(attempt).startsWith("failed");
        }

        // Whoever was granted the network has Internet sockets, and is held to its hosts by its interfaces; and nothing else.
        install("connected", "[wasi.network]\nallow = [\"tcp://127.0.0.1:1\"]\n", "--grant", "net:tcp://127.0.0.1:1");
        Map<String, String> connected = probe("connected");
        for (String attempt : attempts) {
            if (!List.of("tcp", "tcp-listen", "udp").contains(attempt)) {
                assertThat(connected.get(attempt)).as(attempt).startsWith("failed");
            }
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("new")).doesNotExist();
        container.cli("status").ok();
    }

    @Test
    @Tag(OF_COMPILING)
    void whoHasTakenOverTheWorkerThatReadsItsModuleReachesNothingAndWritesNowhere() throws Exception {
        Set<String> attempts = new TreeSet<>(unsealed().keySet());
        attempts.add("write-temporary-file");
        Container.Result install = container.cli("install", Distribution.example("keeper/keeper.wasm").toString()).failed(1, "ARC-", "probed: ");
        String told = install.err().replaceAll("(?s).*probed: ", "");
        for (String attempt : attempts) {
            assertThat(told).contains(attempt + " failed;");
        }
        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("new")).doesNotExist();
        container.cli("status").ok();
    }

    private static List<String> sockets(long process) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process + "/fd"))) {
            List<String> found = new java.util.ArrayList<>();
            for (Path each : open.toList()) {
                try {
                    found.add(Files.readSymbolicLink(each).toString());
                } catch (java.nio.file.NoSuchFileException e) {
                    // It has just been closed.
                    continue;
                }
            }
            return found;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aWorkerHasNothingOfWhoeverStartedIt() throws Exception {
        long daemonsOwn = container.daemon().pid();
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + daemonsOwn + "/fd/9"))).isEqualTo(inherited);
        assertThat(Files.readString(Path.of("/proc/" + daemonsOwn + "/environ"))).contains("SECRET_OF_THE_DAEMON");

        install("bare", "");
        Map<String, String> told = probe("bare");
        assertThat(told.get("fact environment")).isEqualTo("{LC_ALL=C.UTF-8}");
        assertThat(told.get("fact first-environment")).isEqualTo("LC_ALL=C.UTF-8");

        List<String> open = List.of(told.get("fact descriptors").replaceAll("^\\[|]$", "").split(", "));
        assertThat(open).as("its connection, and one that leads nowhere, by which Java closes others")
                .filteredOn(one -> one.contains("=socket:")).hasSizeBetween(1, 2)
                .noneMatch(one -> sockets(daemonsOwn).contains(one.substring(one.indexOf('=') + 1)));
        assertThat(open).as("its standard error").filteredOn(one -> one.contains("=pipe:")).hasSize(1).first().asString().startsWith("2=");
        assertThat(open).as("the rest is Java's own, and its report").filteredOn(one -> !one.contains("=socket:") && !one.contains("=pipe:"))
                .allMatch(one -> one.matches("\\d+=(/dev/(null|urandom|random)|anon_inode:.*|/proc/\\d+/fd"
                        + "|.*/lib/[^/]+\\.(jar|so)|.*/lib/modules|.*\\.aot|.*/tmp/unfinished)"));

        assertThat(told.get("fact group")).as("its own process group").matches("(\\d+) of \\1");
        Path folder = Path.of(told.get("fact folder").replaceFirst("^rwx------ ", ""));
        assertThat(folder.getParent().getParent()).isEqualTo(container.home().resolve("run").toRealPath());
        assertThat(told.get("fact core-limit")).isEqualTo("Max core file size 0 0 bytes ");
        assertThat(told.get("fact dumpable")).isEqualTo("0");
        // What of root's rights its grants need, which is none, or what Java does where it is closed to all but its owner.
        assertThat(told.get("fact capabilities")).isEqualTo("[0000000000000000]");
        assertThat(told.get("fact threads")).as("every thread").isEqualTo("[NoNewPrivs: 1 Seccomp: 2]");
    }
}
