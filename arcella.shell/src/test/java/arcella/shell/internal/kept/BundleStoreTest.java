package arcella.shell.internal.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;

class BundleStoreTest {

    private static final KeptBundle ONE = new KeptBundle("file:/opt/%C3%A4%20b.jar", "0a", true);
    private static final KeptBundle TWO = new KeptBundle("reference:file:/opt/c/", "", false);

    @TempDir
    private Path home;

    private BundleStore store() {
        return new BundleStore(home.resolve("bundles"));
    }

    @Test
    void whatIsWrittenIsReadAgainInItsOrder() {
        BundleStore store = store();
        assertThat(store.all()).isEmpty();
        assertThat(home).isEmptyDirectory();
        store.keep(ONE);
        store.keep(TWO);
        store.change(TWO.location(), one -> one.started(true));
        store.change("file:/other", one -> one.started(true));
        assertThat(store().all()).containsExactly(ONE, TWO.started(true));
        store.keep(ONE.started(false));
        store.forget(TWO.location());
        store.forget("file:/other");
        assertThat(store().all()).containsExactly(ONE.started(false));
    }

    /** Each byte of it, and each length. */
    @Test
    void whatIsNotWholeIsSetAside() throws Exception {
        store().keep(ONE);
        Path file = home.resolve("bundles/state");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            BundleStore opened = store();
            assertThat(opened.all()).as("byte %d", i).isEmpty();
            assertThat(opened.problem()).get().asString().contains("ARC-8129", "state.damaged");
            Files.write(file, Arrays.copyOf(good, i));
            assertThat(store().all()).as("length %d", i).isEmpty();
        }
        Files.write(file, good);
        assertThat(store().all()).containsExactly(ONE);
    }

    @Test
    void contentThatNobodyNamesGoes() throws Exception {
        BundleStore store = store();
        String kept = store.stage(new ByteArrayInputStream(new byte[] {1}));
        String gone = store.stage(new ByteArrayInputStream(new byte[] {2}));
        store.keep(new KeptBundle("file:/x.jar", kept, false));
        store.collect();
        assertThat(store.content(kept)).hasBinaryContent(new byte[] {1});
        assertThat(store.content(gone)).doesNotExist();
    }

    @Test
    void aDiskThatRefusesIsTold() throws Exception {
        Files.writeString(home.resolve("bundles"), "not a folder");
        BundleStore store = store();
        assertThatThrownBy(() -> store.keep(ONE)).isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-8129");
        assertThat(store.all()).isEmpty();
    }
}
