package arcella.wasi.preview2.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.engine.core.Trap;
import arcella.wasi.keyvalue.FileKeyValues;
import arcella.wasi.keyvalue.KeyValueLimits;

class KeyValueHostTest {

    @TempDir
    Path folder;

    private FileKeyValues values;
    private Store store;

    @BeforeEach
    void open() {
        values = FileKeyValues.open(folder.resolve("kv.mv"), Set.of("default"), KeyValueLimits.defaults());
        store = new Store(values);
    }

    @AfterEach
    void close() {
        values.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void bucketsReadWhatTheyWrote() throws Exception {
        try (BucketResource bucket = store.open("default")) {
            assertThat(bucket.get("k")).isEmpty();
            assertThat(bucket.exists("k")).isFalse();
            bucket.set("k", bytes("v"));
            assertThat(bucket.get("k")).hasValueSatisfying(value -> assertThat(value).isEqualTo(bytes("v")));
            assertThat(bucket.exists("k")).isTrue();
            assertThat(bucket.listKeys(Optional.empty())).isEqualTo(new KeyResponse(List.of("k"), Optional.empty()));
            bucket.delete("k");
            bucket.delete("k");
            assertThat(bucket.exists("k")).isFalse();
        }
    }

    @Test
    void unknownBucketsAreNoSuchStore() {
        assertThatThrownBy(() -> store.open("other")).isInstanceOfSatisfying(StoreFailure.class,
                e -> assertThat(e.payload()).isEqualTo(new StoreError.NoSuchStore()));
    }

    @Test
    void limitsAreOther() throws Exception {
        BucketResource bucket = store.open("default");
        assertThatThrownBy(() -> bucket.set("k".repeat(1025), bytes("v"))).isInstanceOfSatisfying(StoreFailure.class,
                e -> assertThat(e.payload()).isInstanceOfSatisfying(StoreError.Other.class,
                        other -> assertThat(other.message()).contains("1025").contains("1024")));
    }

    @Test
    void batchesKeepTheOrderOfTheirKeys() throws Exception {
        BucketResource bucket = store.open("default");
        Batch batch = new Batch();
        batch.setMany(bucket, List.of(new Entry("a", bytes("1")), new Entry("b", bytes("2")),
                new Entry("a", bytes("3"))));
        List<Optional<Entry>> found = batch.getMany(bucket, List.of("b", "none", "a", "b"));
        assertThat(found).hasSize(4);
        assertThat(found.get(1)).isEmpty();
        assertThat(found.get(0).orElseThrow().key()).isEqualTo("b");
        assertThat(found.get(2).orElseThrow().value()).isEqualTo(bytes("3"));
        batch.deleteMany(bucket, List.of("a", "none"));
        assertThat(bucket.exists("a")).isFalse();
        assertThat(bucket.exists("b")).isTrue();
    }

    @Test
    void aFailedSwapGivesTheKeyAsItIsNow() throws Exception {
        BucketResource bucket = store.open("default");
        Atomics atomics = new Atomics();
        CasResource first = atomics.casNew(bucket, "k");
        assertThat(first.current()).isEmpty();
        bucket.set("k", bytes("meanwhile"));
        CasResource second = null;
        try {
            atomics.swap(first, bytes("mine"));
        } catch (CasFailure e) {
            second = ((CasError.CasFailed) e.payload()).cas();
        }
        assertThat(second).isNotNull();
        assertThat(second.current()).hasValueSatisfying(value -> assertThat(value).isEqualTo(bytes("meanwhile")));
        atomics.swap(second, bytes("mine"));
        assertThat(bucket.get("k")).hasValueSatisfying(value -> assertThat(value).isEqualTo(bytes("mine")));
    }

    @Test
    void incrementsDecimalText() throws Exception {
        BucketResource bucket = store.open("default");
        Atomics atomics = new Atomics();
        bucket.set("n", bytes("40"));
        assertThat(atomics.increment(bucket, "n", 2)).isEqualTo(42);
        assertThat(bucket.get("n")).hasValueSatisfying(value -> assertThat(value).isEqualTo(bytes("42")));
        bucket.set("n", bytes("forty"));
        assertThatThrownBy(() -> atomics.increment(bucket, "n", 2)).isInstanceOf(StoreFailure.class);
    }

    @Test
    void anInterruptedCallTraps() throws Exception {
        BucketResource bucket = store.open("default");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bucket.get("k")).isInstanceOfSatisfying(Trap.class,
                trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bucket.get("k")).isEmpty();
    }
}
