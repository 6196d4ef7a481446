package arcella.wit.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreModule;
import arcella.wit.component.CoreSort;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;

class CoreModuleDecoderTest {

    private static CoreModule decode(Bytes module) {
        return CoreModuleDecoder.decode(ByteSlice.of(module.toByteArray()));
    }

    private static void refuses(Bytes module, String problem) {
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> decode(module))
                .satisfies(e -> assertThat(e.problem()).contains(problem));
    }

    private static Bytes bytes(int... bytes) {
        return new Bytes().raw(bytes);
    }

    @Test
    void typesImportsAndExports() {
        CoreModule module = decode(Bytes.module()
                .section(1, bytes(1, 0x60, 1, 0x7f, 1, 0x7e))
                .section(2, bytes(2).name("env").name("f").raw(0, 0).name("env").name("m").raw(2, 1, 1, 2))
                .section(3, bytes(1, 0))
                .section(7, bytes(2).name("run").raw(0, 1).name("mem").raw(2, 0))
                .section(10, bytes(1, 2, 0, 0x0b)));
        assertThat(module.types()).containsExactly(new CoreTypeDef.Rec(List.of(new CoreTypeDef.Sub(true, List.of(), false,
                new CoreTypeDef.Func(List.of(CoreValType.Num.I32), List.of(CoreValType.Num.I64))))));
        assertThat(module.imports()).extracting(CoreModule.Import::desc).containsExactly(new CoreExternDesc.Func(0),
                new CoreExternDesc.Memory(new CoreExternDesc.Limits(1, OptionalLong.of(2), false, false), 16));
        assertThat(module.functions()).containsExactly(new CoreExternDesc.Func(0));
        assertThat(module.exports()).extracting(CoreModule.Export::sort).containsExactly(CoreSort.FUNC, CoreSort.MEMORY);
    }

    @Test
    void skipsConstantExpressions() {
        CoreModule module = decode(Bytes.module().section(6, bytes(5)
                .raw(0x7f, 0, 0x41, 0x80, 0x7f, 0x0b)
                .raw(0x7c, 1, 0x44, 0, 0, 0, 0, 0, 0, 0x0b, 0x40, 0x0b)
                .raw(0x7e, 0, 0x42, 5, 0x42, 6, 0x7c, 0x0b)
                .raw(0x70, 0, 0xd0, 0x70, 0x0b)
                .raw(0x7b, 0, 0xfd, 12, 0x0b, 0x0b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0b)));
        assertThat(module.globals()).extracting(CoreExternDesc.Global::mutable)
                .containsExactly(false, true, false, false, false);
    }

    @Test
    void largeAndSharedMemories() {
        CoreModule module = decode(Bytes.module().section(5,
                bytes(2, 3, 1, 2, 4).u32(1L << 40)));
        assertThat(module.memories()).containsExactly(
                new CoreExternDesc.Memory(new CoreExternDesc.Limits(1, OptionalLong.of(2), true, false), 16),
                new CoreExternDesc.Memory(new CoreExternDesc.Limits(1L << 40, OptionalLong.empty(), false, true), 16));
    }

    @Test
    void recursiveTypesAndTables() {
        CoreModule module = decode(Bytes.module()
                .section(1, bytes(1, 0x4e, 2, 0x50, 0, 0x5f, 1, 0x63, 1, 1, 0x4f, 1, 0, 0x5e, 0x78, 0))
                .section(4, bytes(1, 0x40, 0, 0x63, 0, 0, 1, 0xd0, 0, 0x0b)));
        assertThat(module.types().getFirst().members()).hasSize(2);
        assertThat(module.tables()).containsExactly(new CoreExternDesc.Table(
                new CoreValType.Ref(true, new CoreValType.ConcreteHeap(0)),
                new CoreExternDesc.Limits(1, OptionalLong.empty(), false, false)));
    }

    @Test
    void sectionsComeInOrder() {
        refuses(Bytes.module().section(3, bytes(0)).section(1, bytes(0)), "section out of order");
        refuses(Bytes.module().section(1, bytes(0)).section(1, bytes(0)), "section out of order");
        assertThat(decode(Bytes.module().section(5, bytes(0)).section(13, bytes(0)).section(6, bytes(0)))).isNotNull();
        assertThat(decode(Bytes.module().section(12, bytes(0)).section(10, bytes(0)).section(11, bytes(0)))).isNotNull();
    }

    @Test
    void refusesWhatIsMalformed() {
        refuses(Bytes.component(), "expected a version header for a module");
        refuses(Bytes.module().raw(14, 0), "malformed section id");
        refuses(Bytes.module().section(1, bytes(1, 0x61)), "invalid leading byte (0x61) for core type");
        refuses(Bytes.module().section(2, bytes(1, 0, 0, 5)), "for external kind");
        refuses(Bytes.module().section(6, bytes(1, 0x7f, 0, 0x20, 0, 0x0b)), "for constant expression");
        refuses(Bytes.module().section(5, bytes(1, 0x10, 0)), "for memory limits");
        refuses(Bytes.module().section(0, bytes(5, 'a')), "unexpected end-of-file");
    }
}
