package arcella.runtime.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import arcella.wit.WitId;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ValueType;
import arcella.wit.typed.TypeDigest;

class InterfaceTest {

    private static final ValueType U32 = PrimitiveType.of(Primitive.U32);
    private static final ValueType U64 = PrimitiveType.of(Primitive.U64);

    private static Interface of(String name, ValueType parameter, ValueType result) {
        FuncType add = new FuncType(false, List.of(new FuncType.Param("amount", parameter)), Optional.of(result));
        InstanceType type = new InstanceType(Map.of("add", new ExternType.Func(add)), Set.of());
        return new Interface(name, WitId.parse(name), type, TypeDigest.functions(Map.of(), List.of(type)).getFirst());
    }

    private static ValueType entry(String field) {
        return new RecordType(List.of(new RecordType.Field(field, U32),
                new RecordType.Field("kind", new EnumType(List.of("in", "out")))));
    }

    @Test
    void aDifferenceInsideARecordIsShown() {
        Interface wanted = of("shop:ledger/book@0.1.0", U32, entry("total"));
        assertThat(of("shop:ledger/book@0.1.2", U32, entry("total")).differences(wanted)).isEmpty();
        assertThat(of("shop:ledger/book@0.1.0", U32, entry("sum")).differences(wanted)).containsExactly(
                "wanted is add: func(amount: u32) -> record { total: u32, kind: enum { in, out } }, "
                        + "offered add: func(amount: u32) -> record { sum: u32, kind: enum { in, out } }");
        assertThat(of("shop:ledger/book@0.1.0", U64, entry("sum")).differences(wanted)).containsExactly(
                "wanted is add: func(amount: u32) -> record, offered add: func(amount: u64) -> record");
    }

    @Test
    void capabilitiesAndRequirementsNameTheTrack() {
        Interface one = of("shop:ledger/book@0.1.3-rc.1", U32, U32);
        assertThat(one.capability()).isEqualTo("arcella.wit;arcella.wit=\"shop:ledger/book\";"
                + "arcella.wit.track=\"" + one.track() + "\";arcella.wit.version:Version=\"0.1.3.rc_1\";effective:=active");
        assertThat(of("shop:ledger/book@1.2.0", U32, U32).requirement()).isEqualTo(
                "arcella.wit;filter:=\"(&(arcella.wit=shop:ledger/book)(arcella.wit.track=1))\";effective:=active");
        assertThat(of("shop:ledger/book", U32, U32).requirement()).isEqualTo(
                "arcella.wit;filter:=\"(&(arcella.wit=shop:ledger/book)(!(arcella.wit.version=*)))\";effective:=active");
    }
}
