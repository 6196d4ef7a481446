package arcella.engine.binding;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.error.ArcellaException;

/** What does not fit is found when a component is linked or a proxy is made, with both types and the place. */
class MismatchTest {

    private static Component component;

    @BeforeAll
    static void read() {
        component = Sample.component();
    }

    /** Of the functions that the guest imports, one is right. */
    static final class WrongHost {
        public void log(int text) {
            throw new AssertionError("never linked: " + text);
        }

        public long parse(String text) {
            return text.length();
        }

        public Sample.Shape changeShape(Sample.ParseError shape) {
            throw new AssertionError("never linked: " + shape);
        }

        public byte[] changeBytes(byte[] bytes) {
            return bytes;
        }

        public int total(long[] values) {
            return values.length;
        }
    }

    @Test
    void allMistakesOfAHostAreNamedAtOnce() {
        Linker linker = new Linker().implement(Sample.HOST, new WrongHost(), Sample.Counter.class);
        assertThatThrownBy(() -> linker.instantiate(component)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining(EngineError.UNLINKABLE.text())
                .hasMessageContaining("#log (WrongHost.log), parameter 'text': its type is string in WIT and int in Java")
                .hasMessageContaining("#parse (WrongHost.parse): it returns result<u32, variant { empty, bad-digit(char) }> in WIT, and "
                        + "the Java method neither declares an exception that implements WitError nor returns a WitResult")
                .hasMessageContaining("#change-mixed: arcella.engine.binding.MismatchTest$WrongHost has no public method "
                        + "'changeMixed'")
                .hasMessageContaining("no permitted class stands for the case 'circle' (Circle)")
                .hasMessageContaining("#total (WrongHost.total), result: its type is u64 in WIT and int in Java")
                .hasMessageContaining("newCounter")
                .message().doesNotContain("change-bytes");
    }

    @Test
    void resourcesNeedAClass() {
        Linker linker = new Linker().implement(Sample.HOST, new Sample.Host());
        assertThatThrownBy(() -> linker.instantiate(component)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining(Sample.HOST + "#counter");
    }

    @Test
    void nothingOfferedIsNamed() {
        assertThatThrownBy(() -> new Linker().instantiate(component)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("nobody offers").hasMessageContaining(Sample.HOST + "#log");
    }

    private interface NoSuch {
        void nonesuch();
    }

    private interface WrongCount {
        long add(long a);
    }

    private interface WrongElement {
        double total(List<String> values);
    }

    private interface WrongFlags {
        record Mixed(long id, String name, double weight, Sample.Color color, Set<Sample.Color> rights, List<String> tags,
                java.util.Optional<Long> parentId) {}

        Mixed echoMixed(Mixed mixed);
    }

    private static void refused(Class<?> face, String... parts) {
        try (ComponentInstance instance = Sample.instance(component, new Sample.Host())) {
            assertThatThrownBy(() -> instance.proxy(Sample.GUEST, face)).isInstanceOf(BindingException.class)
                    .hasMessageContainingAll(parts);
        }
    }

    @Test
    void proxiesAreCheckedWhenTheyAreMade() {
        refused(NoSuch.class, "nonesuch", "echo-bytes");
        refused(WrongCount.class, "#add", "2 parameters in WIT and 1 in Java");
        refused(WrongElement.class, "parameter 'values', element", "f64", "java.lang.String");
        refused(WrongFlags.class, "field 'rights'", "no constant stands for 'read' (READ)");
    }
}
