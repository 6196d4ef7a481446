package arcella.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.wit.component.Primitive;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;

class WordsTest {

    private static final ValueType U8 = PrimitiveType.of(Primitive.U8);

    @Test
    void typesStandAsWitWritesThem() {
        assertThat(Words.of(U8)).isEqualTo("u8");
        assertThat(Words.of(new RecordType(List.of(new RecordType.Field("a", U8), new RecordType.Field("b", new TupleType(List.of(U8)))))))
                .isEqualTo("record { a: u8, b: tuple<u8> }");
        assertThat(Words.of(new ResultType(Optional.empty(), Optional.of(U8)))).isEqualTo("result<_, u8>");
    }

    /** Each of twice the one before, and wide ones: written out they would have thousands and millions of parts. */
    @Test
    void largeTypesAreCut() {
        ValueType twice = U8;
        ValueType wide = U8;
        for (int i = 0; i < 18; i++) {
            twice = new TupleType(List.of(twice, twice));
        }
        for (int i = 0; i < 3; i++) {
            wide = new TupleType(Collections.nCopies(90, wide));
        }
        assertThat(Words.of(twice)).hasSizeLessThan(1_100);
        assertThat(Words.of(wide)).hasSizeLessThan(1_100);
    }
}
