package arcella.runtime.internal.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.worker.face.ModuleFace;

/** Which editions of an export a Java interface fits: it is what says whether an update breaks its bundle. */
class TypedExportTest {

    /** A part of it; a record, and a number that is a {@code u32} in one edition and a {@code u64} in another. */
    public interface Book {
        record Entry(long total, long edition) {}

        Entry add(long amount);
    }

    /** With a function that one edition has. */
    public interface Counting extends Book {
        long entries();
    }

    /** With another type. */
    public interface Wrong {
        String add(long amount);
    }

    private static Interface book(String edition) throws Exception {
        byte[] wasm = Files.readAllBytes(Path.of("..", "examples", "shop", edition + ".wasm"));
        return ModuleWit.of(ModuleFace.of(wasm)).exports().stream().filter(one -> one.path().equals("shop:ledger/book"))
                .findFirst().orElseThrow();
    }

    @Test
    void theMethodsDecide() throws Exception {
        for (String edition : new String[] {"ledger", "ledger-more", "ledger-u64"}) {
            Interface book = book(edition);
            assertThatCode(() -> TypedExport.check(book, Book.class)).as(edition).doesNotThrowAnyException();
            assertThatThrownBy(() -> TypedExport.check(book, Wrong.class)).isInstanceOf(ArcellaException.class)
                    .hasMessageContaining("add");
        }
        TypedExport.check(book("ledger-more"), Counting.class);
        Interface without = book("ledger");
        assertThatThrownBy(() -> TypedExport.check(without, Counting.class)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("entries");
    }
}
