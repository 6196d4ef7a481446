package arcella.engine.binding;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

import arcella.engine.abi.AdapterArrays;
import arcella.engine.abi.AdapterPort;
import arcella.engine.abi.AdapterValues;
import arcella.wit.resolved.ValueType;

/**
 * Writes code that reads a value and leaves it on the stack: a scalar in its Java type, anything else as an object.
 *
 * @param port the local that holds the {@link AdapterPort}
 */
record LiftCode(AdapterClass owner, CodeBuilder code, int port) {

    /** As {@link #inline}, by a method of its own for what has parts in memory: small methods compile well. */
    void lift(Shape shape, Place place) {
        switch (shape) {
            case Shape.Product _, Shape.Choice _, Shape.Maybe _, Shape.Either _ when place instanceof Place.Memory memory ->
                owner.callLoader(code, shape, memory);
            default -> inline(shape, place);
        }
    }

    void inline(Shape shape, Place place) {
        switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar, place);
            case Shape.Text _ -> {
                pushRange(place);
                AdapterClass.invokeVirtual(code, AdapterPort.class, "loadString", String.class, int.class, int.class);
            }
            case Shape.Array array -> {
                pushRange(place);
                AdapterClass.invokeStatic(code, AdapterArrays.class,
                        "load" + AdapterClass.arrayKind(array.element().wit().primitive()),
                        array.component().arrayType(), AdapterPort.class, int.class, int.class);
            }
            case Shape.Sequence list -> {
                pushRange(place);
                owner.callListLoader(code, list);
            }
            case Shape.Product product -> product(product, place);
            case Shape.Choice choice -> cases(place, choice.cases().stream()
                    .map(c -> c.payload().map(part -> part.shape().wit())).toList(), index -> make(choice, index, place));
            case Shape.Enumeration names -> {
                discriminant(place, names.constants().size());
                owner.push(code, names.constants().toArray(), Object[].class);
                AdapterClass.invokeStatic(code, AdapterValues.class, "constant", Object.class, int.class, Object[].class);
            }
            case Shape.Flags flags -> {
                place.load(code, TypeKind.INT, Measures.flagsSize(flags.constants().size()));
                owner.push(code, flags.constants().toArray(), Object[].class);
                owner.push(code, flags.type(), Class.class);
                AdapterClass.invokeStatic(code, AdapterValues.class, "flags", Object.class, int.class, Object[].class,
                        Class.class);
            }
            case Shape.Maybe maybe -> {
                List<Optional<ValueType>> payloads = List.of(Optional.empty(), Optional.of(maybe.element().wit()));
                cases(place, payloads, index -> {
                    if (index == 0) {
                        AdapterClass.invokeStatic(code, Optional.class, "empty", Optional.class);
                    } else {
                        lift(maybe.element(), Measures.payload(place, payloads));
                        AdapterClass.box(code, maybe.element());
                        AdapterClass.invokeStatic(code, Optional.class, "of", Optional.class, Object.class);
                    }
                });
            }
            case Shape.Either either -> {
                List<Optional<ValueType>> payloads = List.of(either.wit().ok(), either.wit().error());
                cases(place, payloads, index -> {
                    payload(index == 0 ? either.ok() : either.error(), Measures.payload(place, payloads));
                    code.invokestatic(AdapterClass.desc(WitResult.class), index == 0 ? "ok" : "err",
                            MethodType.methodType(WitResult.class, Object.class).describeConstable().orElseThrow(), true);
                });
            }
            case Shape.Resource resource -> {
                code.aload(port);
                place.load(code, TypeKind.INT, 4);
                code.loadConstant(owner.resource(resource));
                AdapterClass.invokeVirtual(code, AdapterPort.class, "liftHandle", Object.class, int.class, int.class);
            }
            case Shape.Mapping _ -> throw new IllegalStateException("maps have no adapters");
        }
    }

    /** Pushes a payload as an object, {@link Unit} where there is none. */
    void payload(Optional<Shape> shape, Place place) {
        if (shape.isEmpty()) {
            code.getstatic(AdapterClass.desc(Unit.class), "UNIT", AdapterClass.desc(Unit.class));
        } else {
            lift(shape.get(), place);
            AdapterClass.box(code, shape.get());
        }
    }

    private void pushRange(Place place) {
        code.aload(port);
        place.load(code, TypeKind.INT, 4);
        place.part(4, 1).load(code, TypeKind.INT, 4);
    }

    private void charge() {
        code.aload(port);
        AdapterClass.invokeVirtual(code, AdapterPort.class, "charge", void.class);
    }

    private void product(Shape.Product product, Place place) {
        charge();
        MethodType type = MethodType.methodType(Object.class,
                product.parts().stream().<Class<?>>map(part -> AdapterClass.carrier(part.shape())).toList());
        var descriptor = owner.pushHandle(code, product.constructor(), type);
        List<Place> places = Measures.parts(place, product.parts().stream().map(part -> part.shape().wit()).toList());
        for (int i = 0; i < places.size(); i++) {
            lift(product.parts().get(i).shape(), places.get(i));
        }
        AdapterClass.invoke(code, descriptor);
    }

    private void make(Shape.Choice choice, int index, Place place) {
        Shape.Case chosen = choice.cases().get(index);
        List<Optional<ValueType>> payloads = choice.cases().stream()
                .map(c -> c.payload().map(part -> part.shape().wit())).toList();
        MethodType type = chosen.payload()
                .map(part -> MethodType.methodType(Object.class, AdapterClass.carrier(part.shape())))
                .orElse(MethodType.methodType(Object.class));
        var descriptor = owner.pushHandle(code, chosen.constructor(), type);
        chosen.payload().ifPresent(part -> lift(part.shape(), Measures.payload(place, payloads)));
        AdapterClass.invoke(code, descriptor);
    }

    private void discriminant(Place place, int cases) {
        place.load(code, TypeKind.INT, Measures.discriminantSize(cases));
    }

    /** Pushes the object that the code for the case that is there leaves. */
    private void cases(Place place, List<Optional<ValueType>> payloads, IntConsumer body) {
        charge();
        int result = code.allocateLocal(TypeKind.REFERENCE);
        branch(place, payloads.size(), index -> {
            body.accept(index);
            code.astore(result);
        });
        code.aload(result);
    }

    /** Goes to the code of the case that is there. */
    void branch(Place place, int count, IntConsumer body) {
        discriminant(place, count);
        code.loadConstant(count);
        AdapterClass.invokeStatic(code, AdapterPort.class, "checkCase", int.class, int.class, int.class);
        switchOver(code, count, body);
    }

    /** A switch over an index on the stack that has been checked. */
    static void switchOver(CodeBuilder code, int count, IntConsumer body) {
        List<SwitchCase> switchCases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            switchCases.add(SwitchCase.of(i, code.newLabel()));
        }
        Label end = code.newLabel();
        code.tableswitch(0, count - 1, switchCases.getLast().target(), switchCases);
        for (int i = 0; i < count; i++) {
            code.labelBinding(switchCases.get(i).target());
            body.accept(i);
            code.goto_(end);
        }
        code.labelBinding(end);
    }

    private void scalar(Shape.Scalar shape, Place place) {
        switch (shape.wit().primitive()) {
            case BOOL -> {
                place.load(code, TypeKind.INT, 1);
                AdapterClass.invokeStatic(code, AdapterValues.class, "bool", boolean.class, int.class);
            }
            case S8 -> {
                place.load(code, TypeKind.INT, 1);
                code.i2b();
            }
            case U8 -> {
                place.load(code, TypeKind.INT, 1);
                code.loadConstant(0xff).iand();
            }
            case S16 -> {
                place.load(code, TypeKind.INT, 2);
                code.i2s();
            }
            case U16 -> {
                place.load(code, TypeKind.INT, 2);
                code.loadConstant(0xffff).iand();
            }
            case S32 -> place.load(code, TypeKind.INT, 4);
            case U32 -> {
                place.load(code, TypeKind.INT, 4);
                AdapterClass.invokeStatic(code, Integer.class, "toUnsignedLong", long.class, int.class);
            }
            case S64, U64 -> place.load(code, TypeKind.LONG, 8);
            case F32 -> {
                place.load(code, TypeKind.FLOAT, 4);
                AdapterClass.invokeStatic(code, AdapterValues.class, "f32", float.class, float.class);
            }
            case F64 -> {
                place.load(code, TypeKind.DOUBLE, 8);
                AdapterClass.invokeStatic(code, AdapterValues.class, "f64", double.class, double.class);
            }
            case CHAR -> {
                place.load(code, TypeKind.INT, 4);
                AdapterClass.invokeStatic(code, AdapterPort.class, "checkChar", int.class, int.class);
            }
            case STRING, ERROR_CONTEXT -> throw new IllegalStateException("no scalar");
        }
    }

    /** The method that loads a list: takes port, address and length. */
    static void listBody(AdapterClass owner, CodeBuilder code, Shape.Sequence list) {
        int port = code.parameterSlot(0);
        int address = code.parameterSlot(1);
        int count = code.parameterSlot(2);
        int size = Measures.size(list.element().wit());
        code.aload(port).iload(address).iload(count).loadConstant(size)
                .loadConstant(Measures.alignment(list.element().wit()));
        AdapterClass.invokeVirtual(code, AdapterPort.class, "checkList", void.class, int.class, int.class, int.class,
                int.class);
        int array = code.allocateLocal(TypeKind.REFERENCE);
        int index = code.allocateLocal(TypeKind.INT);
        code.iload(count).anewarray(AdapterClass.OBJECT).astore(array).iconst_0().istore(index);
        Label next = code.newBoundLabel();
        Label end = code.newLabel();
        code.iload(index).iload(count).if_icmpge(end);
        code.aload(array).iload(index);
        LiftCode element = new LiftCode(owner, code, port);
        if (list.element() instanceof Shape.Scalar) {
            element.charge();
        }
        element.lift(list.element(), new Place.Memory(port, address, 0));
        AdapterClass.box(code, list.element());
        code.aastore().iinc(index, 1).iload(address).loadConstant(size).iadd().istore(address).goto_(next);
        code.labelBinding(end).aload(array);
        AdapterClass.invokeStatic(code, AdapterValues.class, "list", Object.class, Object[].class);
        code.areturn();
    }
}
