package arcella.engine.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;

/** Whatever a caller gives, it gets a result or {@code BAD_CALL}, and no object is closed twice or lost. */
class JavaInterfaceHostileTest {

    private static final int CALLS = 10_000;
    private static final List<String> NAMES = List.of("all", "maybe", "outcome", "pair", "none", "one", "text", "x");

    private final Random random = new Random(1);
    private final JavaThings host = new JavaThings();
    private final JavaResources resources = new JavaResources();
    private final JavaInterface things = JavaThings.things(host, resources);

    @Test
    void argumentsAreLookedAtBeforeAnythingIsDone() {
        List<String> functions = new ArrayList<>();
        JavaThings.type(ForeignPair.THINGS).exports().forEach((name, export) -> {
            if (export instanceof ExternType.Func && !name.equals("fail")) {
                functions.add(name);
            }
        });
        int answered = 0;
        for (int i = 0; i < CALLS; i++) {
            String name = functions.get(random.nextInt(functions.size()));
            FuncType type = ((ExternType.Func) JavaThings.type(ForeignPair.THINGS).exports().get(name)).type();
            int wrong = random.nextInt(3) == 0 ? 0 : 20;
            List<WitValue> arguments = new ArrayList<>();
            type.params().forEach(param -> arguments.add(near(param.type(), wrong)));
            if (wrong > 0 && random.nextInt(10) == 0) {
                arguments.add(any(2));
            }
            try {
                things.call(name, arguments);
                answered++;
            } catch (ArcellaException e) {
                assertThat(e.code().number()).as(name + arguments + ": " + e).isEqualTo(EngineError.BAD_CALL.number());
            } catch (RuntimeException | Error e) {
                fail(name + arguments, e);
            }
            if (random.nextInt(4) == 0) {
                things.drop("thing", number());
            }
        }
        assertThat(answered).as("some calls are right").isGreaterThan(CALLS / 10);
        things.close();
        // echo-all gives all back, join and take close: nothing is lost, and Thing itself sees to it that nothing is closed twice.
        assertThat(host.open).hasValue(0);
    }

    private long number() {
        return random.nextInt(50) == 0 ? random.nextLong() : random.nextInt(1 + CALLS / 10);
    }

    /** A value of the type, of which one part in that many is of another; none if it is 0. */
    private WitValue near(ValueType type, int wrong) {
        if (wrong > 0 && random.nextInt(wrong) == 0) {
            return any(3);
        }
        return switch (type) {
            case PrimitiveType primitive -> switch (primitive.primitive()) {
                case U32 -> new WitValue.U32(random.nextInt(100));
                case STRING -> new WitValue.Text("text");
                default -> throw new IllegalStateException(primitive.kind());
            };
            case OwnType _ -> new Handle(HandleKind.OWN, number());
            case BorrowType _ -> new Handle(HandleKind.BORROW, number());
            case ListType list -> {
                List<WitValue> elements = IntStream.range(0, random.nextInt(3))
                        .mapToObj(unused -> near(list.element(), wrong)).toList();
                yield !elements.isEmpty() && elements.getFirst() instanceof WitValue.U8
                        ? Bytes.wrap(new byte[elements.size()]) : new WitValue.ListOf(elements);
            }
            case OptionType option -> random.nextBoolean() ? WitValue.OptionOf.none()
                    : WitValue.OptionOf.some(near(option.element(), wrong));
            case ResultType result -> random.nextBoolean()
                    ? new WitValue.ResultOf(true, result.ok().map(ok -> near(ok, wrong)))
                    : new WitValue.ResultOf(false, result.error().map(error -> near(error, wrong)));
            case TupleType tuple ->
                new WitValue.TupleOf(tuple.elements().stream().map(element -> near(element, wrong)).toList());
            case RecordType struct -> new WitValue.RecordOf(struct.fields().stream()
                    .map(field -> new WitValue.Field(field.name(), near(field.type(), wrong))).toList());
            case VariantType variant -> {
                VariantType.Case chosen = variant.cases().get(random.nextInt(variant.cases().size()));
                yield new WitValue.VariantOf(chosen.name(), chosen.payload().map(payload -> near(payload, wrong)));
            }
            default -> throw new IllegalStateException(type.kind());
        };
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private Optional<WitValue> maybe(int depth) {
        return random.nextBoolean() ? Optional.of(any(depth)) : Optional.empty();
    }

    /** Any value at all. */
    private WitValue any(int depth) {
        return switch (random.nextInt(depth > 0 ? 22 : 14)) {
            case 0 -> new WitValue.Bool(random.nextBoolean());
            case 1 -> new WitValue.S8((byte) random.nextInt());
            case 2 -> new WitValue.U8((short) random.nextInt(256));
            case 3 -> new WitValue.S16((short) random.nextInt());
            case 4 -> new WitValue.U16(random.nextInt(65_536));
            case 5 -> new WitValue.S32(random.nextInt());
            case 6 -> new WitValue.U32(random.nextInt() & 0xffff_ffffL);
            case 7 -> new WitValue.U64(random.nextLong());
            case 8 -> new WitValue.F64(random.nextDouble());
            case 9 -> new WitValue.Char('x');
            case 10 -> new WitValue.Text("any");
            case 11 -> Bytes.wrap(new byte[random.nextInt(4)]);
            case 12 -> new WitValue.EnumOf(name());
            case 13 -> new Handle(HandleKind.values()[random.nextInt(5)], number());
            case 14 -> new WitValue.ListOf(random.nextBoolean() ? List.of() : List.of(new WitValue.S64(1), any(depth - 1)));
            case 15 -> new WitValue.MapOf(Map.of(any(depth - 1), any(depth - 1)));
            case 16 -> new WitValue.RecordOf(List.of(new WitValue.Field(name(), any(depth - 1))));
            case 17 -> new WitValue.TupleOf(List.of(any(depth - 1), any(depth - 1)));
            case 18 -> new WitValue.VariantOf(name(), maybe(depth - 1));
            case 19 -> new WitValue.FlagsOf(new LinkedHashSet<>(Set.of(name())));
            case 20 -> new WitValue.OptionOf(maybe(depth - 1));
            default -> new WitValue.ResultOf(random.nextBoolean(), maybe(depth - 1));
        };
    }
}
