package arcella.wasi.preview2.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.wasi.WasiError;

class ConfigStoreTest {

    @Test
    void showsTheValuesAsTheyAreNow() throws Exception {
        AtomicReference<Map<String, String>> values = new AtomicReference<>(Map.of("b", "2", "a", "1"));
        ConfigStore store = new ConfigStore(values::get);
        assertThat(store.get("a")).contains("1");
        assertThat(store.get("c")).isEmpty();
        assertThat(store.getAll()).containsExactly(new Entry("a", "1"), new Entry("b", "2"));
        values.set(Map.of("c", ""));
        assertThat(store.get("a")).isEmpty();
        assertThat(store.get("c")).contains("");
    }

    @Test
    void tellsWhyThereAreNone() {
        ConfigStore upstream = new ConfigStore(() -> {
            throw new ArcellaException(WasiError.BAD_ARGUMENT, "no answer", "ask again");
        });
        assertThatThrownBy(() -> upstream.get("a")).isInstanceOfSatisfying(ConfigFailure.class,
                e -> assertThat(e.payload()).isInstanceOf(ConfigError.Upstream.class));
        ConfigStore io = new ConfigStore(() -> {
            throw new UncheckedIOException(new IOException("torn"));
        });
        assertThatThrownBy(io::getAll).isInstanceOfSatisfying(ConfigFailure.class,
                e -> assertThat(e.payload()).isInstanceOf(ConfigError.Io.class));
    }
}
