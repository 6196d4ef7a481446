package arcella.engine.binding;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.engine.abi.AdapterPort;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;

/**
 * Writes adapters: classes that do for one function what {@link Converter}, {@link arcella.engine.abi.Lowerer} and
 * {@link arcella.engine.abi.Lifter} do for all, with the same steps in the same order, and no values in between.
 */
final class Adapters {

    /** Slots of parameters passed flat at the most ({@code MAX_FLAT_PARAMS}); of results, one. */
    private static final int MAX_FLAT_PARAMS = 16;

    /** Beyond this many parts the code would be too large to be compiled well, and the general way is taken. */
    private static final int MOST_PARTS = 400;

    private final AdapterClass owner = new AdapterClass();
    private final List<Shape> parameters;
    private final Outcome outcome;
    private final Optional<ValueType> result;

    private Adapters(List<Shape> parameters, Outcome outcome, Optional<ValueType> result) {
        this.parameters = parameters;
        this.outcome = outcome;
        this.result = result;
    }

    /** Whether there can be one for such a function. */
    static boolean supports(List<Shape> parameters, Outcome outcome) {
        List<Shape> all = new ArrayList<>(parameters);
        switch (outcome) {
            case Outcome.Nothing _ -> { }
            case Outcome.Value(Shape shape) -> all.add(shape);
            case Outcome.Throwing throwing -> {
                throwing.ok().ifPresent(all::add);
                throwing.error().ifPresent(all::add);
            }
        }
        return all.stream().mapToInt(Adapters::weight).sum() <= MOST_PARTS;
    }

    private static int weight(Shape shape) {
        return switch (shape) {
            case Shape.Scalar _, Shape.Text _, Shape.Enumeration _, Shape.Flags _, Shape.Resource _ -> 1;
            case Shape.Product product -> 1 + product.parts().stream().mapToInt(part -> weight(part.shape())).sum();
            case Shape.Choice choice -> 1 + choice.cases().stream()
                    .mapToInt(c -> 1 + c.payload().map(part -> weight(part.shape())).orElse(0)).sum();
            case Shape.Maybe maybe -> 1 + weight(maybe.element());
            case Shape.Either either -> 1 + either.ok().map(Adapters::weight).orElse(0)
                    + either.error().map(Adapters::weight).orElse(0);
            case Shape.Array array -> array.length().isPresent() ? MOST_PARTS + 1 : 1;
            case Shape.Sequence list -> list.length().isPresent() ? MOST_PARTS + 1 : 1 + weight(list.element());
            case Shape.Mapping _ -> MOST_PARTS + 1;
        };
    }

    /** For a function of a guest. */
    static Adapter ofGuest(List<Shape> parameters, Outcome outcome, Optional<ValueType> result) {
        return new Adapters(parameters, outcome, result).guest();
    }

    /**
     * For a Java method.
     *
     * @param target takes the parameters and gives the result
     */
    static Adapter ofHost(MethodHandle target, List<Shape> parameters, Outcome outcome, Optional<ValueType> result) {
        return new Adapters(parameters, outcome, result).host(target);
    }

    private List<Class<?>> carriers() {
        return parameters.stream().<Class<?>>map(AdapterClass::carrier).toList();
    }

    /** What the Java side returns. */
    private Class<?> returned() {
        return switch (outcome) {
            case Outcome.Nothing _ -> void.class;
            case Outcome.Value(Shape shape) -> AdapterClass.carrier(shape);
            case Outcome.Throwing throwing -> throwing.ok().<Class<?>>map(AdapterClass::carrier).orElse(void.class);
        };
    }

    private List<TypeKind> slots(ValueType type) {
        return type.flat(false).stream().map(AdapterClass::kind).toList();
    }

    /** New locals that hold zeros. */
    private static List<Place.Slot> zeros(CodeBuilder code, List<TypeKind> kinds) {
        List<Place.Slot> slots = new ArrayList<>();
        for (TypeKind kind : kinds) {
            Place.Slot slot = new Place.Slot(kind, code.allocateLocal(kind));
            zero(code, kind);
            code.storeLocal(kind, slot.local());
            slots.add(slot);
        }
        return slots;
    }

    private static void zero(CodeBuilder code, TypeKind kind) {
        switch (kind) {
            case LONG -> code.lconst_0();
            case FLOAT -> code.fconst_0();
            case DOUBLE -> code.dconst_0();
            case REFERENCE -> code.aconst_null();
            default -> code.iconst_0();
        }
    }

    private Adapter guest() {
        List<Class<?>> types = new ArrayList<>(carriers());
        types.addFirst(AdapterPort.class);
        return owner.define(MethodType.methodType(returned(), types), this::guestBody);
    }

    private void guestBody(CodeBuilder code) {
        int port = code.parameterSlot(0);
        port(code, port, "enter");
        Label start = code.newBoundLabel();
        List<Place.Slot> slots = lowerParameters(code, port);
        port(code, port, "begin");
        List<TypeKind> flat = result.map(this::slots).orElse(List.of());
        boolean byAddress = flat.size() > 1;
        Optional<TypeKind> core = flat.isEmpty() ? Optional.empty() : Optional.of(byAddress ? TypeKind.INT : flat.getFirst());
        code.aload(port).getfield(Place.PORT, "core", ConstantDescs.CD_MethodHandle);
        slots.forEach(slot -> code.loadLocal(slot.kind(), slot.local()));
        AdapterClass.invoke(code, MethodTypeDesc.of(core.map(Adapters::desc).orElse(ConstantDescs.CD_void),
                slots.stream().map(slot -> desc(slot.kind())).toList()));
        Optional<Place.Slot> raw = core.map(kind -> new Place.Slot(kind, code.allocateLocal(kind)));
        raw.ifPresent(slot -> code.storeLocal(slot.kind(), slot.local()));
        Class<?> returned = returned();
        TypeKind kind = TypeKind.from(AdapterClass.desc(returned));
        int value = code.allocateLocal(returned == void.class ? TypeKind.INT : kind);
        if (returned != void.class) {
            zero(code, kind.asLoadable());
            code.storeLocal(kind, value);
        }
        int error = code.allocateLocal(TypeKind.REFERENCE);
        code.aconst_null().astore(error);
        result.ifPresent(type -> {
            Place place = byAddress ? pointed(code, port, "check", raw.orElseThrow().local(), type)
                    : new Place.Flat(raw.stream().toList());
            liftResult(code, port, place, value, error);
        });
        code.aload(port);
        raw.ifPresentOrElse(slot -> {
            code.loadLocal(slot.kind(), slot.local());
            Place.bits(code, slot.kind());
            if (slot.kind() == TypeKind.INT || slot.kind() == TypeKind.FLOAT) {
                code.i2l().loadConstant(0xffff_ffffL).land();
            }
        }, code::lconst_0);
        AdapterClass.invokeVirtual(code, AdapterPort.class, "leave", void.class, long.class);
        Label end = code.newBoundLabel();
        if (outcome instanceof Outcome.Throwing) {
            Label well = code.newLabel();
            code.aload(error).ifnull(well).aload(error).checkcast(ConstantDescs.CD_Throwable).athrow().labelBinding(well);
        }
        if (returned == void.class) {
            code.return_();
        } else {
            code.loadLocal(kind, value).return_(kind);
        }
        Label handler = code.newBoundLabel();
        int thrown = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(thrown).aload(port).aload(thrown);
        AdapterClass.invokeVirtual(code, AdapterPort.class, "fail", RuntimeException.class, Throwable.class);
        code.athrow();
        code.exceptionCatchAll(start, end, handler);
    }

    private static ClassDesc desc(TypeKind kind) {
        return kind.upperBound();
    }

    private static void port(CodeBuilder code, int port, String method) {
        code.aload(port);
        AdapterClass.invokeVirtual(code, AdapterPort.class, method, void.class);
    }

    /** The memory that a guest's address names, checked. */
    private static Place pointed(CodeBuilder code, int port, String check, int address, ValueType type) {
        code.aload(port).iload(address).loadConstant(Measures.size(type)).loadConstant(Measures.alignment(type));
        AdapterClass.invokeVirtual(code, AdapterPort.class, check, void.class, int.class, int.class, int.class);
        return new Place.Memory(port, address, 0);
    }

    /** Lowers all parameters, flat or through memory; what to call the guest with. */
    private List<Place.Slot> lowerParameters(CodeBuilder code, int port) {
        LowerCode lower = new LowerCode(owner, code, port);
        List<ValueType> types = parameters.stream().map(Shape::wit).toList();
        List<Place> places;
        List<Place.Slot> slots;
        if (Measures.slots(parameters) <= MAX_FLAT_PARAMS) {
            slots = zeros(code, types.stream().flatMap(type -> slots(type).stream()).toList());
            places = Measures.parts(new Place.Flat(slots), types);
        } else {
            TupleType tuple = Measures.tuple(parameters);
            Place.Slot address = new Place.Slot(TypeKind.INT, code.allocateLocal(TypeKind.INT));
            code.aload(port).loadConstant(Measures.alignment(tuple)).loadConstant(Measures.size(tuple));
            AdapterClass.invokeVirtual(code, AdapterPort.class, "allocate", int.class, int.class, int.class);
            code.istore(address.local());
            slots = List.of(address);
            places = Measures.parts(new Place.Memory(port, address.local(), 0), types);
        }
        for (int i = 0; i < places.size(); i++) {
            code.loadLocal(TypeKind.from(AdapterClass.desc(carriers().get(i))), code.parameterSlot(i + 1));
            lower.lower(parameters.get(i), places.get(i));
        }
        return slots;
    }

    /** Lifts what the guest gave back into a local, or an exception into the other. */
    private void liftResult(CodeBuilder code, int port, Place place, int value, int error) {
        LiftCode lift = new LiftCode(owner, code, port);
        switch (outcome) {
            case Outcome.Nothing _ -> { }
            case Outcome.Value(Shape shape) -> {
                lift.lift(shape, place);
                code.storeLocal(TypeKind.from(AdapterClass.desc(AdapterClass.carrier(shape))), value);
            }
            case Outcome.Throwing throwing -> {
                ResultType type = (ResultType) result.orElseThrow();
                Place payload = Measures.payload(place, List.of(type.ok(), type.error()));
                port(code, port, "charge");
                lift.branch(place, 2, index -> {
                    if (index == 0) {
                        throwing.ok().ifPresent(shape -> {
                            lift.lift(shape, payload);
                            code.storeLocal(TypeKind.from(AdapterClass.desc(AdapterClass.carrier(shape))), value);
                        });
                    } else {
                        MethodType made = throwing.error()
                                .map(shape -> MethodType.methodType(Object.class, AdapterClass.carrier(shape)))
                                .orElse(MethodType.methodType(Object.class));
                        var descriptor = owner.pushHandle(code, throwing.constructor().orElseThrow(), made);
                        throwing.error().ifPresent(shape -> lift.lift(shape, payload));
                        AdapterClass.invoke(code, descriptor);
                        code.astore(error);
                    }
                });
            }
        }
    }

    private Adapter host(MethodHandle target) {
        return owner.define(MethodType.methodType(long[].class, AdapterPort.class, long[].class),
                code -> hostBody(code, target));
    }

    private void hostBody(CodeBuilder code, MethodHandle target) {
        int port = code.parameterSlot(0);
        int given = code.parameterSlot(1);
        port(code, port, "enter");
        List<Integer> arguments = liftArguments(code, port, given);
        port(code, port, "begin");
        Class<?> returned = returned();
        TypeKind kind = TypeKind.from(AdapterClass.desc(returned));
        int value = code.allocateLocal(returned == void.class ? TypeKind.INT : kind);
        Label start = code.newBoundLabel();
        var descriptor = owner.pushHandle(code, target, MethodType.methodType(returned, carriers()));
        for (int i = 0; i < arguments.size(); i++) {
            code.loadLocal(TypeKind.from(AdapterClass.desc(carriers().get(i))), arguments.get(i));
        }
        AdapterClass.invoke(code, descriptor);
        if (returned != void.class) {
            code.storeLocal(kind, value);
        }
        Label end = code.newBoundLabel();
        lowerResult(code, port, given, value, Optional.empty());
        Label handler = code.newBoundLabel();
        int thrown = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(thrown);
        if (outcome instanceof Outcome.Throwing throwing) {
            Label other = code.newLabel();
            owner.push(code, throwing.exception(), Class.class);
            code.aload(thrown);
            AdapterClass.invokeVirtual(code, Class.class, "isInstance", boolean.class, Object.class);
            code.ifeq(other);
            lowerResult(code, port, given, value, Optional.of(thrown));
            code.labelBinding(other);
        }
        code.aload(thrown);
        AdapterClass.invokeStatic(code, Calls.class, "failure", RuntimeException.class, Throwable.class);
        code.athrow();
        code.exceptionCatchAll(start, end, handler);
    }

    private List<Integer> liftArguments(CodeBuilder code, int port, int given) {
        List<ValueType> types = parameters.stream().map(Shape::wit).toList();
        Place whole;
        if (Measures.slots(parameters) <= MAX_FLAT_PARAMS) {
            List<Place.Slot> slots = new ArrayList<>();
            for (TypeKind kind : types.stream().flatMap(type -> slots(type).stream()).toList()) {
                code.aload(given).loadConstant(slots.size()).laload();
                if (kind != TypeKind.LONG && kind != TypeKind.DOUBLE) {
                    code.l2i();
                }
                if (kind == TypeKind.FLOAT) {
                    AdapterClass.invokeStatic(code, Float.class, "intBitsToFloat", float.class, int.class);
                } else if (kind == TypeKind.DOUBLE) {
                    AdapterClass.invokeStatic(code, Double.class, "longBitsToDouble", double.class, long.class);
                }
                Place.Slot slot = new Place.Slot(kind, code.allocateLocal(kind));
                code.storeLocal(kind, slot.local());
                slots.add(slot);
            }
            whole = new Place.Flat(slots);
        } else {
            int address = code.allocateLocal(TypeKind.INT);
            code.aload(given).iconst_0().laload().l2i().istore(address);
            whole = pointed(code, port, "check", address, Measures.tuple(parameters));
        }
        LiftCode lift = new LiftCode(owner, code, port);
        List<Place> places = Measures.parts(whole, types);
        List<Integer> locals = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            TypeKind kind = TypeKind.from(AdapterClass.desc(carriers().get(i)));
            lift.lift(parameters.get(i), places.get(i));
            int local = code.allocateLocal(kind);
            code.storeLocal(kind, local);
            locals.add(local);
        }
        return locals;
    }

    /** Lowers what the method returned or threw, and returns. */
    private void lowerResult(CodeBuilder code, int port, int given, int value, Optional<Integer> thrown) {
        List<TypeKind> flat = result.map(this::slots).orElse(List.of());
        LowerCode lower = new LowerCode(owner, code, port);
        List<Place.Slot> slots = List.of();
        if (result.isPresent()) {
            Place place;
            if (flat.size() > 1) {
                int address = code.allocateLocal(TypeKind.INT);
                int flatParameters = Measures.slots(parameters);
                code.aload(given).loadConstant(flatParameters > MAX_FLAT_PARAMS ? 1 : flatParameters).laload().l2i()
                        .istore(address);
                place = pointed(code, port, "checkResult", address, result.get());
            } else {
                slots = zeros(code, flat);
                place = new Place.Flat(slots);
            }
            switch (outcome) {
                case Outcome.Nothing _ -> { }
                case Outcome.Value(Shape shape) -> {
                    load(code, shape, value);
                    lower.lower(shape, place);
                }
                case Outcome.Throwing throwing -> {
                    ResultType type = (ResultType) result.get();
                    Place payload = Measures.payload(place, List.of(type.ok(), type.error()));
                    code.loadConstant(thrown.isPresent() ? 1 : 0);
                    place.store(code, TypeKind.INT, 1);
                    if (thrown.isEmpty()) {
                        throwing.ok().ifPresent(shape -> {
                            load(code, shape, value);
                            lower.lower(shape, payload);
                        });
                    } else {
                        throwing.error().ifPresent(shape -> {
                            code.aload(thrown.get()).checkcast(AdapterClass.desc(WitError.class));
                            code.invokeinterface(AdapterClass.desc(WitError.class), "payload",
                                    MethodTypeDesc.of(AdapterClass.OBJECT));
                            AdapterClass.unbox(code, shape);
                            lower.lower(shape, payload);
                        });
                    }
                }
            }
        }
        code.aload(port).lconst_0();
        AdapterClass.invokeVirtual(code, AdapterPort.class, "leave", void.class, long.class);
        code.loadConstant(slots.size()).newarray(TypeKind.LONG);
        if (!slots.isEmpty()) {
            Place.Slot slot = slots.getFirst();
            code.dup().iconst_0().loadLocal(slot.kind(), slot.local());
            Place.bits(code, slot.kind());
            if (slot.kind() == TypeKind.INT || slot.kind() == TypeKind.FLOAT) {
                code.i2l().loadConstant(0xffff_ffffL).land();
            }
            code.lastore();
        }
        code.areturn();
    }

    private static void load(CodeBuilder code, Shape shape, int local) {
        code.loadLocal(TypeKind.from(AdapterClass.desc(AdapterClass.carrier(shape))), local);
    }
}
