package arcella.engine.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.engine.abi.AbiContext;
import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.AdapterPort;
import arcella.engine.abi.ByteBudget;
import arcella.engine.abi.ByteLimit;
import arcella.engine.abi.FlatReader;
import arcella.engine.abi.FlatWriter;
import arcella.engine.abi.HandlePort;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.engine.abi.Samples;
import arcella.engine.abi.StringEncoding;
import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreMemoryType;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.Trap;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * Generated adapters against the reference layer: for random types and values the same slots, the same bytes in memory
 * and the same objects, and for spoilt ones the same traps.
 */
class AdapterTest {

    private static final int TYPES = Boolean.getBoolean("arcella.proof") ? 6000 : 400;
    private static final int PAGES = 4;
    /** Where the guest lets results be put. */
    private static final int RESULT = 16;

    private static final MethodHandle COLLECT;

    static {
        try {
            COLLECT = MethodHandles.lookup().findStatic(AdapterTest.class, "collect",
                    MethodType.methodType(Object.class, Object[].class, Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Takes down what it is called with, and returns what it is told to. */
    static @Nullable Object collect(@Nullable Object[] seen, @Nullable Object result, @Nullable Object[] arguments) {
        seen[0] = arguments;
        return result;
    }

    /** A memory with an allocator that never frees, and moves whatever it is asked to resize. */
    private static final class Side {
        final CoreMemory memory =
                CoreMemory.create(new CoreMemoryType(PAGES, OptionalLong.empty()), MemoryBudget.of(1L << 30));
        int next = 1024;

        AbiMemory abi() {
            return new AbiMemory(memory, Optional.of((old, oldLength, alignment, length) -> {
                int place = (next + alignment - 1) & -alignment;
                next = place + length;
                memory.copy(place, old, Math.min(oldLength, length));
                return place;
            }));
        }

        AbiContext context(StringEncoding encoding) {
            return new AbiContext(encoding, Optional.of(abi()), new NoHandles(),
                    new ByteBudget(ByteBudget.DEFAULT_BYTES), false);
        }

        void clear() {
            memory.fill(0, (byte) 0, (int) memory.byteSize());
            next = 1024;
        }
    }

    private record NoHandles() implements HandlePort {
        @Override
        public WitValue.Handle lift(ValueType type, int index) {
            throw new AssertionError("no handles here");
        }

        @Override
        public int lower(ValueType type, WitValue.Handle handle) {
            throw new AssertionError("no handles here");
        }
    }

    private static final class Port extends AdapterPort {
        long left = -1;

        Port(@Nullable MethodHandle core, StringEncoding encoding, AbiMemory memory) {
            super(core, encoding, memory, new ByteLimit(ByteBudget.DEFAULT_BYTES));
        }

        @Override
        public void enter() {
            renewBudget();
        }

        @Override
        public void begin() {
            // Nothing changes for this port.
        }

        @Override
        public void leave(long flatResult) {
            left = flatResult;
        }

        @Override
        public RuntimeException fail(Throwable failure) {
            if (failure instanceof RuntimeException e) {
                return e;
            }
            throw new AssertionError(failure);
        }

        @Override
        public Object liftHandle(int index, int resource) {
            throw new AssertionError("no handles here");
        }

        @Override
        public int lowerHandle(@Nullable Object object, int resource) {
            throw new AssertionError("no handles here");
        }
    }

    private final Converter converter = new Converter(new Loans(new HandleScope() {}));
    private final ShapeBuilder shapes = new ShapeBuilder((resource, type, where) -> fail("no resources here"));
    private final Side reference = new Side();
    private final Side adapted = new Side();

    private static MethodHandle collector(@Nullable Object[] seen, @Nullable Object result, MethodType type) {
        return MethodHandles.insertArguments(COLLECT, 0, seen, result)
                .asCollector(Object[].class, type.parameterCount()).asType(type);
    }

    private static Class<?> carrier(arcella.wit.component.CoreValType.Num num) {
        return switch (num) {
            case I32 -> int.class;
            case I64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
            default -> throw new IllegalArgumentException();
        };
    }

    private static long bits(@Nullable Object slot) {
        return switch (slot) {
            case Integer i -> Integer.toUnsignedLong(i);
            case Long l -> l;
            case Float f -> Integer.toUnsignedLong(Float.floatToRawIntBits(f));
            case Double d -> Double.doubleToRawLongBits(d);
            case null, default -> throw new AssertionError(slot);
        };
    }

    private static List<Class<?>> flat(List<ValueType> types, int most) {
        List<Class<?>> flat = types.stream().flatMap(type -> type.flat(false).stream())
                .<Class<?>>map(AdapterTest::carrier).toList();
        return flat.size() > most ? List.of(int.class) : flat;
    }

    /** What something gives, or how it fails. */
    private static Object outcome(Supplier<Object> action) {
        try {
            return action.get();
        } catch (Trap trap) {
            return "trap: " + trap.getMessage();
        }
    }

    private static @Nullable Object call(MethodHandle handle, @Nullable Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(StringEncoding.class)
    void adaptersDoAsTheReferenceDoes(StringEncoding encoding) {
        int compared = 0;
        int traps = 0;
        for (int seed = 0; seed < TYPES; seed++) {
            Random random = new Random(seed);
            RandomShapes types = new RandomShapes(random);
            List<RandomShapes.Typed> parameters = types.types(random.nextInt(5), 2);
            RandomShapes.Typed result = types.type(2);
            List<ValueType> wits = parameters.stream().map(RandomShapes.Typed::wit).toList();
            List<Shape> parameterShapes =
                    parameters.stream().map(type -> shapes.shape(type.wit(), type.java(), "parameter")).toList();
            Shape resultShape = shapes.shape(result.wit(), result.java(), "result");
            Outcome outcome = new Outcome.Value(resultShape);
            if (!Adapters.supports(parameterShapes, outcome)) {
                continue;
            }
            compared++;
            Samples samples = new Samples(random);
            List<WitValue> values = wits.stream().map(samples::value).toList();
            WitValue answer = samples.value(result.wit());
            String what = "seed " + seed + ": " + parameters + " -> " + result;
            guest(what, encoding, parameterShapes, wits, values, resultShape, answer);
            traps += host(what, encoding, random, parameterShapes, wits, values, resultShape, answer);
        }
        assertThat(compared).isGreaterThan(TYPES * 9 / 10);
        assertThat(traps).isPositive();
    }

    private void guest(String what, StringEncoding encoding, List<Shape> shapes, List<ValueType> wits,
            List<WitValue> values, Shape result, WitValue answer) {
        reference.clear();
        adapted.clear();
        List<ValueType> resultWit = List.of(result.wit());
        // The guest's answer lies in memory, or is one slot.
        FlatWriter flatAnswer = new FlatWriter();
        new Lowerer(adapted.context(encoding)).results(1, List.of(answer), resultWit, new FlatReader(new long[] {RESULT}),
                flatAnswer);
        new Lowerer(reference.context(encoding)).results(1, List.of(answer), resultWit,
                new FlatReader(new long[] {RESULT}), new FlatWriter());
        List<Class<?>> resultFlat = flat(resultWit, 1);
        Object given = flatAnswer.slots().length == 0 ? Integer.valueOf(RESULT) : switch (resultFlat.getFirst().getName()) {
            case "int" -> (Object) (int) flatAnswer.slots()[0];
            case "long" -> flatAnswer.slots()[0];
            case "float" -> Float.intBitsToFloat((int) flatAnswer.slots()[0]);
            default -> Double.longBitsToDouble(flatAnswer.slots()[0]);
        };
        @Nullable Object[] seen = new Object[1];
        MethodHandle core = collector(seen, given, MethodType.methodType(resultFlat.getFirst(), flat(wits, 16)));
        Adapter adapter = Adapters.ofGuest(shapes, new Outcome.Value(result), Optional.of(result.wit()));
        Port port = new Port(core, encoding, adapted.abi());
        @Nullable Object[] arguments = new Object[shapes.size() + 1];
        arguments[0] = port;
        for (int i = 0; i < shapes.size(); i++) {
            arguments[i + 1] = converter.lift(shapes.get(i), values.get(i));
        }
        Object returned = call(adapter.handle(), arguments);
        FlatWriter out = new FlatWriter();
        new Lowerer(reference.context(encoding)).parameters(16, values, wits, out);
        long[] slots = Arrays.stream((Object[]) seen[0]).mapToLong(AdapterTest::bits).toArray();
        assertThat(slots).as(what).isEqualTo(out.slots());
        assertThat(Arrays.equals(adapted.memory.bytes(), reference.memory.bytes())).as("memory, %s", what).isTrue();
        assertThat(converter.lower(result, returned)).as(what).isEqualTo(answer);
        assertThat(port.left).as(what).isEqualTo(bits(given));
    }

    private int host(String what, StringEncoding encoding, Random random, List<Shape> shapes, List<ValueType> wits,
            List<WitValue> values, Shape result, WitValue answer) {
        @Nullable Object[] seen = new Object[1];
        List<Class<?>> carriers = shapes.stream().<Class<?>>map(AdapterClass::carrier).toList();
        MethodHandle target = collector(seen, converter.lift(result, answer),
                MethodType.methodType(AdapterClass.carrier(result), carriers));
        Adapter adapter = Adapters.ofHost(target, shapes, new Outcome.Value(result), Optional.of(result.wit()));
        int traps = 0;
        for (int spoil = 0; spoil < 8; spoil++) {
            reference.clear();
            FlatWriter flat = new FlatWriter();
            new Lowerer(reference.context(encoding)).parameters(16, values, wits, flat);
            boolean pointed = result.wit().flat(false).size() > 1;
            if (pointed) {
                FlatWriter address = new FlatWriter();
                new Lowerer(reference.context(encoding)).parameters(16, List.of(new WitValue.U32(RESULT)),
                        List.of(arcella.wit.resolved.PrimitiveType.of(arcella.wit.component.Primitive.U32)), address);
            }
            long[] slots = pointed ? Arrays.copyOf(flat.slots(), flat.slots().length + 1) : flat.slots();
            if (pointed) {
                slots[slots.length - 1] = RESULT;
            }
            if (spoil > 0) {
                spoil(random, slots, reference);
            }
            adapted.next = reference.next;
            adapted.memory.write(0, reference.memory.bytes());
            Port port = new Port(null, encoding, adapted.abi());
            Object expected = outcome(() -> {
                List<WitValue> lifted = new Lifter(reference.context(encoding)).values(16, new FlatReader(slots), wits);
                FlatWriter out = new FlatWriter();
                FlatReader in = new FlatReader(pointed ? new long[] {slots[slots.length - 1]} : slots);
                new Lowerer(reference.context(encoding)).results(1, List.of(answer), List.of(result.wit()), in, out);
                return List.of(lifted, Arrays.toString(out.slots()));
            });
            Object found = outcome(() -> {
                long[] out = (long[]) call(adapter.handle(), port, slots);
                List<WitValue> lifted = new java.util.ArrayList<>();
                for (int i = 0; i < shapes.size(); i++) {
                    lifted.add(converter.lower(shapes.get(i), ((Object[]) seen[0])[i]));
                }
                return List.of(lifted, Arrays.toString(out));
            });
            assertThat(found).as("%s, spoilt %d times", what, spoil).isEqualTo(expected);
            assertThat(Arrays.equals(adapted.memory.bytes(), reference.memory.bytes())).as("memory, %s", what).isTrue();
            traps += found instanceof String ? 1 : 0;
        }
        return traps;
    }

    /** Changes a slot or some bytes, as a hostile guest might. */
    private static void spoil(Random random, long[] slots, Side side) {
        if (slots.length > 0 && random.nextBoolean()) {
            slots[random.nextInt(slots.length)] = random.nextBoolean() ? random.nextInt(300) : random.nextLong();
            return;
        }
        for (int i = random.nextInt(4); i >= 0 && side.next > 1024; i--) {
            side.memory.writeByte(1024 + random.nextInt(side.next - 1024), (byte) random.nextInt());
        }
    }
}
