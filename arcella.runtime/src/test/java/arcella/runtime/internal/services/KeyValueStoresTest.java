package arcella.runtime.internal.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.wasi.keyvalue.KeyValueException;
import arcella.wasi.keyvalue.KeyValues;

class KeyValueStoresTest {

    @TempDir
    private Path home;

    @Test
    void oneFileForEachNameOpenedWhenItIsUsed() throws Exception {
        Path folder = home.resolve("data").resolve(".keyvalue");
        try (KeyValueStores stores = new KeyValueStores(folder)) {
            KeyValues one = stores.of("one");
            assertThat(folder).as("before the first use").doesNotExist();
            one.setAll("default", Map.of("k", new byte[] {1}));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
            assertThat(stores.of("one").get("", "k").value()).as("without a name").hasValue(new byte[] {1});
            assertThat(stores.of("other").get("default", "k").value()).isEmpty();
            assertThatThrownBy(() -> one.require("more")).isInstanceOf(KeyValueException.class);
            stores.release("one");
            assertThat(one.get("default", "k").value()).as("opened again").hasValue(new byte[] {1});
            assertThat(stores.file("one")).isRegularFile();
        }
    }

    @Test
    void afterTheEndNothingIsOpened() throws Exception {
        KeyValueStores stores = new KeyValueStores(home.resolve("kv"));
        stores.close();
        assertThatThrownBy(() -> stores.of("one").get("default", "k")).isInstanceOf(KeyValueException.class)
                .hasMessageContaining("stopping");
        assertThat(home.resolve("kv")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");
        try (KeyValueStores stores = new KeyValueStores(file.resolve("kv"))) {
            assertThatThrownBy(() -> stores.of("one").require("default")).isInstanceOf(KeyValueException.class)
                    .hasMessageContaining("cannot be made");
        }
    }
}
