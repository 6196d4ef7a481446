package arcella.engine.binding;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import arcella.engine.abi.AdapterArrays;
import arcella.engine.abi.AdapterPort;
import arcella.engine.abi.AdapterValues;
import arcella.wit.resolved.ValueType;

/**
 * Writes code that takes a value from the stack (a scalar in its Java type, anything else as an object) and writes it.
 *
 * @param port the local that holds the {@link AdapterPort}
 */
record LowerCode(AdapterClass owner, CodeBuilder code, int port) {

    /** As {@link #inline}, by a method of its own for what has parts in memory. */
    void lower(Shape shape, Place place) {
        switch (shape) {
            case Shape.Product _, Shape.Choice _, Shape.Maybe _, Shape.Either _ when place instanceof Place.Memory memory ->
                owner.callStorer(code, shape, memory);
            default -> inline(shape, place);
        }
    }

    void inline(Shape shape, Place place) {
        switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar, place);
            case Shape.Text _ -> {
                code.aload(port).swap();
                AdapterClass.invokeVirtual(code, AdapterPort.class, "storeString", long.class, Object.class);
                storeRange(place);
            }
            case Shape.Array array -> {
                present(shape);
                code.checkcast(AdapterClass.desc(array.component().arrayType())).aload(port);
                AdapterClass.invokeStatic(code, AdapterArrays.class,
                        "store" + AdapterClass.arrayKind(array.element().wit().primitive()), long.class,
                        array.component().arrayType(), AdapterPort.class);
                storeRange(place);
            }
            case Shape.Sequence list -> {
                owner.callListStorer(code, list, port);
                storeRange(place);
            }
            case Shape.Product product -> product(product, place);
            case Shape.Choice choice -> choice(choice, place);
            case Shape.Enumeration names -> {
                int[] byOrdinal = new int[names.constants().size()];
                for (int i = 0; i < byOrdinal.length; i++) {
                    byOrdinal[names.constants().get(i).ordinal()] = i;
                }
                owner.push(code, byOrdinal, int[].class);
                code.loadConstant(Words.of(names.wit()));
                AdapterClass.invokeStatic(code, AdapterValues.class, "constantOf", int.class, Object.class, int[].class,
                        String.class);
                place.store(code, TypeKind.INT, Measures.discriminantSize(byOrdinal.length));
            }
            case Shape.Flags flags -> {
                owner.push(code, flags.constants().toArray(), Object[].class);
                code.loadConstant(Words.of(flags.wit()));
                AdapterClass.invokeStatic(code, AdapterValues.class, "bits", int.class, Object.class, Object[].class,
                        String.class);
                place.store(code, TypeKind.INT, Measures.flagsSize(flags.constants().size()));
            }
            case Shape.Maybe maybe -> maybe(maybe, place);
            case Shape.Either either -> either(either, place);
            case Shape.Resource resource -> {
                code.aload(port).swap().loadConstant(owner.resource(resource));
                AdapterClass.invokeVirtual(code, AdapterPort.class, "lowerHandle", int.class, Object.class, int.class);
                place.store(code, TypeKind.INT, 4);
            }
            case Shape.Mapping _ -> throw new IllegalStateException("maps have no adapters");
        }
    }

    private void present(Shape shape) {
        code.loadConstant(Words.of(shape.wit()));
        AdapterClass.invokeStatic(code, AdapterValues.class, "present", Object.class, Object.class, String.class);
    }

    /** Stores address and length from the halves of a long on the stack. */
    private void storeRange(Place place) {
        int range = code.allocateLocal(TypeKind.LONG);
        code.lstore(range).lload(range).l2i();
        place.store(code, TypeKind.INT, 4);
        code.lload(range).loadConstant(32).lushr().l2i();
        place.part(4, 1).store(code, TypeKind.INT, 4);
    }

    /** Takes an object from the stack and pushes one of its record's components. */
    private void component(Shape.Part part, int object) {
        var descriptor = owner.pushHandle(code, part.accessor(),
                MethodType.methodType(AdapterClass.carrier(part.shape()), Object.class));
        code.aload(object);
        AdapterClass.invoke(code, descriptor);
    }

    private void product(Shape.Product product, Place place) {
        present(product);
        int object = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(object);
        List<Place> places = Measures.parts(place, product.parts().stream().map(part -> part.shape().wit()).toList());
        for (int i = 0; i < places.size(); i++) {
            component(product.parts().get(i), object);
            lower(product.parts().get(i).shape(), places.get(i));
        }
    }

    private void choice(Shape.Choice choice, Place place) {
        int object = code.allocateLocal(TypeKind.REFERENCE);
        int index = code.allocateLocal(TypeKind.INT);
        List<Optional<ValueType>> payloads = choice.cases().stream()
                .map(c -> c.payload().map(part -> part.shape().wit())).toList();
        code.astore(object).aload(object);
        owner.push(code, choice.cases().stream().map(Shape.Case::type).toArray(Class<?>[]::new), Class[].class);
        code.loadConstant(Words.of(choice.wit()));
        AdapterClass.invokeStatic(code, AdapterValues.class, "caseOf", int.class, Object.class, Class[].class,
                String.class);
        code.istore(index).iload(index);
        place.store(code, TypeKind.INT, Measures.discriminantSize(payloads.size()));
        code.iload(index);
        LiftCode.switchOver(code, payloads.size(), i -> choice.cases().get(i).payload().ifPresent(part -> {
            component(part, object);
            lower(part.shape(), Measures.payload(place, payloads));
        }));
    }

    private void maybe(Shape.Maybe maybe, Place place) {
        int option = code.allocateLocal(TypeKind.REFERENCE);
        int there = code.allocateLocal(TypeKind.INT);
        present(maybe);
        code.checkcast(AdapterClass.desc(Optional.class)).astore(option).aload(option);
        AdapterClass.invokeVirtual(code, Optional.class, "isPresent", boolean.class);
        code.istore(there).iload(there);
        place.store(code, TypeKind.INT, 1);
        Label end = code.newLabel();
        code.iload(there).ifeq(end).aload(option);
        AdapterClass.invokeVirtual(code, Optional.class, "orElseThrow", Object.class);
        AdapterClass.unbox(code, maybe.element());
        lower(maybe.element(), Measures.payload(place,
                List.of(Optional.empty(), Optional.of(maybe.element().wit()))));
        code.labelBinding(end);
    }

    private void either(Shape.Either either, Place place) {
        List<Optional<ValueType>> payloads = List.of(either.wit().ok(), either.wit().error());
        int result = code.allocateLocal(TypeKind.REFERENCE);
        present(either);
        code.astore(result).aload(result).instanceOf(AdapterClass.desc(WitResult.Err.class));
        int index = code.allocateLocal(TypeKind.INT);
        code.istore(index).iload(index);
        place.store(code, TypeKind.INT, 1);
        code.iload(index);
        LiftCode.switchOver(code, 2, i -> (i == 0 ? either.ok() : either.error()).ifPresent(shape -> {
            Class<?> side = i == 0 ? WitResult.Ok.class : WitResult.Err.class;
            code.aload(result).checkcast(AdapterClass.desc(side));
            AdapterClass.invokeVirtual(code, side, i == 0 ? "value" : "error", Object.class);
            AdapterClass.unbox(code, shape);
            lower(shape, Measures.payload(place, payloads));
        }));
    }

    private void scalar(Shape.Scalar shape, Place place) {
        switch (shape.wit().primitive()) {
            case BOOL, S8 -> place.store(code, TypeKind.INT, 1);
            case S16 -> place.store(code, TypeKind.INT, 2);
            case S32 -> place.store(code, TypeKind.INT, 4);
            case S64, U64 -> place.store(code, TypeKind.LONG, 8);
            case U8 -> checked("u8", short.class, place, 1);
            case U16 -> checked("u16", int.class, place, 2);
            case U32 -> checked("u32", long.class, place, 4);
            case CHAR -> checked("character", int.class, place, 4);
            case F32 -> {
                AdapterClass.invokeStatic(code, AdapterValues.class, "f32", float.class, float.class);
                place.store(code, TypeKind.FLOAT, 4);
            }
            case F64 -> {
                AdapterClass.invokeStatic(code, AdapterValues.class, "f64", double.class, double.class);
                place.store(code, TypeKind.DOUBLE, 8);
            }
            case STRING, ERROR_CONTEXT -> throw new IllegalStateException("no scalar");
        }
    }

    private void checked(String check, Class<?> from, Place place, int bytes) {
        AdapterClass.invokeStatic(code, AdapterValues.class, check, int.class, from);
        place.store(code, TypeKind.INT, bytes);
    }

    /** The method that stores a list: takes the list and the port, gives address and length as a long. */
    static void listBody(AdapterClass owner, CodeBuilder code, Shape.Sequence list) {
        int object = code.parameterSlot(0);
        int port = code.parameterSlot(1);
        int size = Measures.size(list.element().wit());
        int count = code.allocateLocal(TypeKind.INT);
        int range = code.allocateLocal(TypeKind.LONG);
        int address = code.allocateLocal(TypeKind.INT);
        int end = code.allocateLocal(TypeKind.INT);
        int iterator = code.allocateLocal(TypeKind.REFERENCE);
        LowerCode element = new LowerCode(owner, code, port);
        code.aload(object);
        element.present(list);
        code.checkcast(AdapterClass.desc(List.class)).astore(object).aload(object);
        interfaceCall(code, List.class, "size", int.class);
        code.istore(count).aload(port).iload(count).loadConstant(size)
                .loadConstant(Measures.alignment(list.element().wit()));
        AdapterClass.invokeVirtual(code, AdapterPort.class, "newList", long.class, int.class, int.class, int.class);
        code.lstore(range).lload(range).l2i().istore(address).iload(address).iload(count).loadConstant(size).imul().iadd()
                .istore(end).aload(object).checkcast(AdapterClass.desc(List.class));
        interfaceCall(code, List.class, "iterator", Iterator.class);
        code.astore(iterator);
        Label next = code.newBoundLabel();
        Label done = code.newLabel();
        code.iload(address).iload(end).if_icmpge(done).aload(iterator);
        interfaceCall(code, Iterator.class, "next", Object.class);
        AdapterClass.unbox(code, list.element());
        element.lower(list.element(), new Place.Memory(port, address, 0));
        code.iload(address).loadConstant(size).iadd().istore(address).goto_(next);
        code.labelBinding(done).lload(range).lreturn();
    }

    private static void interfaceCall(CodeBuilder code, Class<?> owner, String name, Class<?> result) {
        code.invokeinterface(AdapterClass.desc(owner), name,
                MethodType.methodType(result).describeConstable().orElseThrow());
    }
}
