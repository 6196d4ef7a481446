package arcella.wasi.preview2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.EngineError;
import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wasi.WasiConfig;
import arcella.wasi.keyvalue.FileKeyValues;
import arcella.wasi.keyvalue.KeyValueLimits;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;

/** The services of the host for a guest in another process: as plain values, of the types that a component imports. */
class ForeignServicesTest {

    private static final String CONFIG = "wasi:config/store@0.2.0-rc.1";
    private static final String LOGGING = "wasi:logging/logging@0.1.0-draft";
    private static final String STORE = "wasi:keyvalue/store@0.2.0-draft2";
    private static final String ATOMICS = "wasi:keyvalue/atomics@0.2.0-draft2";
    private static final String BATCH = "wasi:keyvalue/batch@0.2.0-draft2";

    private static Component component;

    @TempDir
    Path folder;

    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private FileKeyValues values;
    private ServiceInterfaces services;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream stream = ForeignServicesTest.class.getResourceAsStream("http-and-drafts.wasm")) {
            component = Component.of(Objects.requireNonNull(stream, "http-and-drafts.wasm").readAllBytes(), new CoreEngine());
        }
    }

    @BeforeEach
    void open() {
        values = FileKeyValues.open(folder.resolve("kv.mv"), Set.of("default"), KeyValueLimits.defaults());
        services = new ServiceInterfaces(component.type(), new HostServices(() -> configuration,
                (level, context, message) -> lines.add(level + " " + context + ": " + message), values));
    }

    @AfterEach
    void close() {
        services.close();
        values.close();
    }

    private Optional<WitValue> call(String iface, String function, WitValue... arguments) {
        return Objects.requireNonNull(services.byName().get(iface), iface).call(function, List.of(arguments));
    }

    private static WitValue text(String text) {
        return new WitValue.Text(text);
    }

    private static WitValue bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WitValue ok(Optional<WitValue> result) {
        WitValue.ResultOf given = (WitValue.ResultOf) result.orElseThrow();
        assertThat(given.isOk()).as(given.toString()).isTrue();
        return given.payload().orElseThrow();
    }

    private static WitValue error(Optional<WitValue> result) {
        WitValue.ResultOf given = (WitValue.ResultOf) result.orElseThrow();
        assertThat(given.isOk()).as(given.toString()).isFalse();
        return given.payload().orElseThrow();
    }

    private static Handle lent(Handle owned) {
        return new Handle(HandleKind.BORROW, owned.id());
    }

    private Handle bucket() {
        return (Handle) ok(call(STORE, "open", text("default")));
    }

    @Test
    void onlyWhatIsImportedAndOfTheHostIsThere() {
        assertThat(services.byName()).containsOnlyKeys(CONFIG, LOGGING, STORE, ATOMICS, BATCH);
    }

    /** The component that the types are of links with them in place of the objects themselves. */
    @Test
    void theComponentLinks() {
        try (Preview2 wasi = Preview2.create(WasiConfig.builder().build())) {
            Linker linker = wasi.addTo(new Linker());
            services.byName().forEach(linker::foreign);
            try (ComponentInstance instance = linker.instantiate(component)) {
                assertThat(instance.poisoned()).isFalse();
            }
        }
    }

    @Test
    void configuration() {
        configuration.put("b", "2");
        configuration.put("a", "1");
        assertThat(ok(call(CONFIG, "get", text("a")))).isEqualTo(WitValue.OptionOf.some(text("1")));
        assertThat(ok(call(CONFIG, "get", text("c")))).isEqualTo(WitValue.OptionOf.none());
        assertThat(ok(call(CONFIG, "get-all"))).isEqualTo(new WitValue.ListOf(List.of(
                new WitValue.TupleOf(List.of(text("a"), text("1"))), new WitValue.TupleOf(List.of(text("b"), text("2"))))));
        configuration.put("c", "3");
        assertThat(ok(call(CONFIG, "get", text("c")))).as("as it is now").isEqualTo(WitValue.OptionOf.some(text("3")));
    }

    @Test
    void logging() {
        assertThat(call(LOGGING, "log", new WitValue.EnumOf("warn"), text("here"), text("what happened"))).isEmpty();
        assertThat(lines).containsExactly("WARN here: what happened");
    }

    @Test
    void buckets() {
        assertThat(error(call(STORE, "open", text("other"))))
                .isEqualTo(new WitValue.VariantOf("no-such-store", Optional.empty()));
        Handle bucket = bucket();
        done(call(STORE, "[method]bucket.set", lent(bucket), text("k"), bytes("v")));
        assertThat(ok(call(STORE, "[method]bucket.get", lent(bucket), text("k"))))
                .isEqualTo(WitValue.OptionOf.some(bytes("v")));
        assertThat(ok(call(STORE, "[method]bucket.list-keys", lent(bucket), WitValue.OptionOf.none())))
                .isEqualTo(new WitValue.RecordOf(List.of(
                        new WitValue.Field("keys", new WitValue.ListOf(List.of(text("k")))),
                        new WitValue.Field("cursor", WitValue.OptionOf.none()))));
        done(call(BATCH, "set-many", lent(bucket), new WitValue.ListOf(List.of(
                new WitValue.TupleOf(List.of(text("a"), bytes("1"))), new WitValue.TupleOf(List.of(text("b"), bytes("2")))))));
        assertThat(ok(call(BATCH, "get-many", lent(bucket), new WitValue.ListOf(List.of(text("b"), text("none"))))))
                .isEqualTo(new WitValue.ListOf(List.of(
                        WitValue.OptionOf.some(new WitValue.TupleOf(List.of(text("b"), bytes("2")))),
                        WitValue.OptionOf.none())));
        done(call(STORE, "[method]bucket.delete", lent(bucket), text("k")));
        assertThat(ok(call(STORE, "[method]bucket.exists", lent(bucket), text("k")))).isEqualTo(new WitValue.Bool(false));
    }

    private static void done(Optional<WitValue> result) {
        assertThat(result).contains(WitValue.ResultOf.ok());
    }

    /** A resource that is given away with a call, and one that comes with an error. */
    @Test
    void atomics() {
        Handle bucket = bucket();
        assertThat(ok(call(ATOMICS, "increment", lent(bucket), text("n"), new WitValue.S64(42)))).isEqualTo(new WitValue.S64(42));
        Handle cas = (Handle) ok(call(ATOMICS, "[static]cas.new", lent(bucket), text("k")));
        done(call(STORE, "[method]bucket.set", lent(bucket), text("k"), bytes("meanwhile")));
        WitValue.VariantOf failed = (WitValue.VariantOf) error(call(ATOMICS, "swap", cas, bytes("mine")));
        assertThat(failed.name()).isEqualTo("cas-failed");
        Handle again = (Handle) failed.payload().orElseThrow();
        assertThat(ok(call(ATOMICS, "[method]cas.current", lent(again))))
                .isEqualTo(WitValue.OptionOf.some(bytes("meanwhile")));
        refused("was given away", ATOMICS, "swap", cas, bytes("mine"));
        done(call(ATOMICS, "swap", again, bytes("mine")));
        assertThat(ok(call(STORE, "[method]bucket.get", lent(bucket), text("k"))))
                .isEqualTo(WitValue.OptionOf.some(bytes("mine")));
    }

    private void refused(String message, String iface, String function, WitValue... arguments) {
        assertThatThrownBy(() -> call(iface, function, arguments)).isInstanceOfSatisfying(ArcellaException.class,
                        e -> assertThat(e.code().number()).as(e.getMessage()).isEqualTo(EngineError.BAD_CALL.number()))
                .hasMessageContaining(message);
    }

    @Test
    void whatAWorkerMustNotSayIsRefused() {
        Handle bucket = bucket();
        Handle cas = (Handle) ok(call(ATOMICS, "[static]cas.new", lent(bucket), text("k")));
        refused("no function", CONFIG, "set", text("a"));
        refused("arguments", CONFIG, "get");
        refused("expected string", CONFIG, "get", bytes("a"));
        refused("expected an enum", LOGGING, "log", new WitValue.EnumOf("loud"), text(""), text(""));
        refused("is a CasResource and no BucketResource", BATCH, "delete-many", lent(cas), new WitValue.ListOf(List.of()));
        refused("is a BucketResource and no CasResource", ATOMICS, "swap", bucket, bytes("v"));
        refused("never given out", STORE, "[method]bucket.get", new Handle(HandleKind.BORROW, 1 << 20), text("k"));
        refused("[1]: expected string", BATCH, "get-many", lent(bucket), new WitValue.ListOf(List.of(text("a"), bytes("b"))));
        services.byName().forEach((name, iface) -> iface.drop("bucket", cas.id()));
        refused("dropped", ATOMICS, "[method]cas.current", lent(cas));
        assertThat(ok(call(STORE, "[method]bucket.exists", lent(bucket), text("k")))).isEqualTo(new WitValue.Bool(false));
        assertThat(lines).isEmpty();
    }

    @Test
    void anInterruptedCallTraps() {
        Handle bucket = bucket();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> call(STORE, "[method]bucket.get", lent(bucket), text("k")))
                .isInstanceOfSatisfying(Trap.class, trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }
}
