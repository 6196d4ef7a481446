package arcella.runtime.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;
import arcella.worker.face.ModuleFace;

/** One Java object as two interfaces that share a resource, with the imports of the example {@code shop/clerk}. */
class JavaExportTest {

    private static final String RECEIPTS = "shop:ledger/receipts@0.1.0";
    private static final String ARCHIVE = "shop:ledger/archive@0.1.0";
    private static final BundleName BUNDLE = new BundleName(7, "test.office");

    private ImportSet set;

    /** Both interfaces. */
    public static class Office {
        final List<Receipt> filed = new ArrayList<>();

        /** The resource. */
        public static final class Receipt implements AutoCloseable {
            private final long number;
            private int closed;

            Receipt(long number) {
                this.number = number;
            }

            public long number() {
                return number;
            }

            @Override
            public void close() {
                closed++;
            }
        }

        public Receipt newReceipt(long number) {
            return new Receipt(number);
        }

        public long look(Receipt one) {
            return one.number();
        }

        public long file(Receipt one) {
            filed.add(one);
            return filed.size();
        }
    }

    @BeforeEach
    void read() throws Exception {
        byte[] wasm = Files.readAllBytes(Path.of("..", "examples", "shop", "clerk.wasm"));
        List<ImportSet> imports = ModuleWit.of(ModuleFace.of(wasm)).imports();
        assertThat(imports).hasSize(1);
        set = imports.getFirst();
        assertThat(set.text()).isEqualTo(RECEIPTS + " with " + ARCHIVE);
    }

    @Test
    void aResourceCrossesBothInterfacesAsOneJavaObject() {
        Office office = new Office();
        JavaExport export = new JavaExport(BUNDLE, set, office, List.of(Office.Receipt.class));
        assertThat(export.provider()).isEqualTo("bundle test.office (7)");
        Target target = export.target(set);
        long made = id(target.function(RECEIPTS, "[constructor]receipt").call(List.of(new WitValue.U32(42))));
        assertThat(target.function(ARCHIVE, "look").call(List.of(new Handle(HandleKind.BORROW, made))))
                .containsExactly(new WitValue.U32(42));
        assertThat(target.function(ARCHIVE, "file").call(List.of(new Handle(HandleKind.OWN, made))))
                .containsExactly(new WitValue.U32(1));
        assertThat(office.filed).hasSize(1);
        assertThat(office.filed.getFirst().number).isEqualTo(42);
        assertThat(office.filed.getFirst().closed).as("it was given away").isZero();
        assertThatThrownBy(() -> target.function(ARCHIVE, "look").call(List.of(new Handle(HandleKind.BORROW, made))))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("was given away");
    }

    @Test
    void eachConsumerHasResourcesOfItsOwnAndLosesThemAtTheEnd() {
        Office office = new Office();
        JavaExport export = new JavaExport(BUNDLE, set, office, List.of(Office.Receipt.class));
        Target one = export.target(set);
        Target other = export.target(set);
        long made = id(one.function(RECEIPTS, "[constructor]receipt").call(List.of(new WitValue.U32(1))));
        assertThatThrownBy(() -> other.function(ARCHIVE, "look").call(List.of(new Handle(HandleKind.BORROW, made))))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("never given out");
        one.function(ARCHIVE, "file").call(List.of(new Handle(HandleKind.OWN, made)));
        Office.Receipt receipt = office.filed.getFirst();
        one.close();
        assertThat(receipt.closed).as("it is the office's").isZero();
        assertThatThrownBy(() -> one.function("shop:ledger/book@0.1.0", "add").call(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Only the first interface. */
    public static class Half {
        public Office.Receipt newReceipt(long number) {
            return new Office.Receipt(number);
        }
    }

    @Test
    void whatLacksOneOfThemIsRefused() {
        assertThatThrownBy(() -> new JavaExport(BUNDLE, set, new Half(), List.of(Office.Receipt.class)))
                .isInstanceOf(ArcellaException.class).hasMessageContaining(ARCHIVE).hasMessageContaining("look")
                .hasMessageContaining("file");
    }

    private static long id(List<WitValue> results) {
        return ((Handle) results.getFirst()).id();
    }
}
