package arcella.wit.binary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import arcella.wit.component.ComponentNames;
import arcella.wit.component.Sort;

class NameSectionDecoderTest {

    private static final Bytes FUNCS = new Bytes().raw(1).u32(2).raw(0).name("run").raw(3).name("stop");
    private static final Bytes MEMORIES = new Bytes().raw(0, 2).u32(1).raw(0).name("heap");

    private static ComponentNames names(Bytes data) {
        return NameSectionDecoder.decode(ComponentDecoder.decode(
                Bytes.component().section(0, new Bytes().name("component-name").raw(data.toByteArray())).toByteArray()));
    }

    @Test
    void readsNames() {
        ComponentNames names = names(new Bytes().section(0, new Bytes().name("demo")).section(1, FUNCS).section(1, MEMORIES));
        assertThat(names.component()).contains("demo");
        assertThat(names.name(Sort.FUNC, 3)).contains("stop");
        assertThat(names.name(Sort.FUNC, 1)).isEmpty();
        assertThat(names.name(Sort.CORE_MEMORY, 0)).contains("heap");
        assertThat(names.name(Sort.TYPE, 0)).isEmpty();
    }

    @Test
    void skipsPartsThatItDoesNotKnow() {
        assertThat(names(new Bytes().section(9, new Bytes().raw(1, 2, 3)).section(1, FUNCS)).name(Sort.FUNC, 0))
                .contains("run");
    }

    @Test
    void keepsWhatComesBeforeDamage() {
        ComponentNames names = names(new Bytes().section(1, FUNCS).raw(1, 200, 7));
        assertThat(names.name(Sort.FUNC, 0)).contains("run");
        assertThat(names.names()).containsOnlyKeys(Sort.FUNC);
    }

    @Test
    void aComponentWithoutNames() {
        assertThat(NameSectionDecoder.decode(ComponentDecoder.decode(Bytes.component().toByteArray())))
                .isEqualTo(ComponentNames.NONE);
    }
}
