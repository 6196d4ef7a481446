package arcella.engine.binding;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import arcella.wit.component.Primitive;

/** A hidden class being written: its constants, and the methods that its methods turned out to need. */
final class AdapterClass {

    static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc SELF = ClassDesc.of("arcella.engine.binding.Generated");

    private final List<Object> constants = new ArrayList<>();
    private final List<Adapter.ResourceUse> resources = new ArrayList<>();
    private final Map<Shape, String> storers = new IdentityHashMap<>();
    private final Map<Shape, String> loaders = new IdentityHashMap<>();
    private final Deque<Consumer<ClassBuilder>> waiting = new ArrayDeque<>();

    /** Writes the class around its main method, and loads it. */
    Adapter define(MethodType type, Consumer<CodeBuilder> body) {
        byte[] bytes = ClassFile.of().build(SELF, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            method(builder, "call", type.describeConstable().orElseThrow(), body);
            while (!waiting.isEmpty()) {
                waiting.removeFirst().accept(builder);
            }
        });
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.lookup().defineHiddenClassWithClassData(bytes, List.copyOf(constants), true);
            return new Adapter(lookup.findStatic(lookup.lookupClass(), "call", type), resources);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class does not load", e);
        }
    }

    private static void method(ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        builder.withMethodBody(name, type, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL, body);
    }

    /** Pushes an object that the class is given when it is loaded. */
    void push(CodeBuilder code, Object constant, Class<?> type) {
        constants.add(constant);
        code.loadConstant(DynamicConstantDesc.ofNamed(ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME,
                type.describeConstable().orElseThrow(), constants.size() - 1));
    }

    /** Pushes a handle of erased types, to be called with {@link #invoke} once its arguments have been pushed. */
    MethodTypeDesc pushHandle(CodeBuilder code, MethodHandle handle, MethodType erased) {
        push(code, handle.asType(erased), MethodHandle.class);
        return erased.describeConstable().orElseThrow();
    }

    static void invoke(CodeBuilder code, MethodTypeDesc type) {
        code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", type);
    }

    int resource(Shape.Resource resource) {
        resources.add(new Adapter.ResourceUse(resource.wit(), resource.owned(), resource.binding()));
        return resources.size() - 1;
    }

    /** What generated code holds a value of that shape in. */
    static Class<?> carrier(Shape shape) {
        return shape instanceof Shape.Scalar(var wit) ? ShapeBuilder.carrier(wit.primitive()) : Object.class;
    }

    static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    static void invokeStatic(CodeBuilder code, Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        code.invokestatic(desc(owner), name, MethodType.methodType(result, parameters).describeConstable().orElseThrow());
    }

    static void invokeVirtual(CodeBuilder code, Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        code.invokevirtual(desc(owner), name, MethodType.methodType(result, parameters).describeConstable().orElseThrow());
    }

    /** Makes an object of a scalar on the stack; others are objects. */
    static void box(CodeBuilder code, Shape shape) {
        Class<?> carrier = carrier(shape);
        if (carrier.isPrimitive()) {
            Class<?> wrapper = MethodType.methodType(carrier).wrap().returnType();
            invokeStatic(code, wrapper, "valueOf", wrapper, carrier);
        }
    }

    /** The reverse of {@link #box}; refuses null. */
    static void unbox(CodeBuilder code, Shape shape) {
        Class<?> carrier = carrier(shape);
        if (carrier.isPrimitive()) {
            Class<?> wrapper = MethodType.methodType(carrier).wrap().returnType();
            code.loadConstant(Words.of(shape.wit()));
            invokeStatic(code, arcella.engine.abi.AdapterValues.class, "present", Object.class, Object.class,
                    String.class);
            code.checkcast(desc(wrapper));
            invokeVirtual(code, wrapper, carrier.getName() + "Value", carrier);
        }
    }

    /** Calls the method that stores such a value in memory: the value is on the stack. */
    void callStorer(CodeBuilder code, Shape shape, Place.Memory place) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, OBJECT, Place.PORT, ConstantDescs.CD_int);
        String name = storers.computeIfAbsent(shape, unused -> {
            String fresh = "store" + storers.size();
            waiting.add(builder -> method(builder, fresh, type, inner -> {
                inner.aload(inner.parameterSlot(0));
                new LowerCode(this, inner, inner.parameterSlot(1))
                        .inline(shape, new Place.Memory(inner.parameterSlot(1), inner.parameterSlot(2), 0));
                inner.return_();
            }));
            return fresh;
        });
        code.aload(place.port());
        place.pushAddress(code);
        code.invokestatic(SELF, name, type);
    }

    /** Calls the method that loads such a value from memory. */
    void callLoader(CodeBuilder code, Shape shape, Place.Memory place) {
        MethodTypeDesc type = MethodTypeDesc.of(OBJECT, Place.PORT, ConstantDescs.CD_int);
        String name = loaders.computeIfAbsent(shape, unused -> {
            String fresh = "load" + loaders.size();
            waiting.add(builder -> method(builder, fresh, type, inner -> {
                new LiftCode(this, inner, inner.parameterSlot(0))
                        .inline(shape, new Place.Memory(inner.parameterSlot(0), inner.parameterSlot(1), 0));
                inner.areturn();
            }));
            return fresh;
        });
        code.aload(place.port());
        place.pushAddress(code);
        code.invokestatic(SELF, name, type);
    }

    /** Calls the method that stores a list: the list is on the stack, and then its address and length as a long. */
    void callListStorer(CodeBuilder code, Shape.Sequence list, int port) {
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_long, OBJECT, Place.PORT);
        String name = storers.computeIfAbsent(list, unused -> {
            String fresh = "store" + storers.size();
            waiting.add(builder -> method(builder, fresh, type, inner -> LowerCode.listBody(this, inner, list)));
            return fresh;
        });
        code.aload(port);
        code.invokestatic(SELF, name, type);
    }

    /** Calls the method that loads a list: port, address and length are on the stack. */
    void callListLoader(CodeBuilder code, Shape.Sequence list) {
        MethodTypeDesc type = MethodTypeDesc.of(OBJECT, Place.PORT, ConstantDescs.CD_int, ConstantDescs.CD_int);
        String name = loaders.computeIfAbsent(list, unused -> {
            String fresh = "load" + loaders.size();
            waiting.add(builder -> method(builder, fresh, type, inner -> LiftCode.listBody(this, inner, list)));
            return fresh;
        });
        code.invokestatic(SELF, name, type);
    }

    /** The part of the names in {@code AdapterArrays} that says the element's type. */
    static String arrayKind(Primitive element) {
        return switch (element) {
            case BOOL -> "Booleans";
            case S8, U8 -> "Bytes";
            case S16 -> "Shorts";
            case U16 -> "UnsignedShorts";
            case S32 -> "Ints";
            case U32 -> "UnsignedInts";
            case S64, U64 -> "Longs";
            case F32 -> "Floats";
            case F64 -> "Doubles";
            case CHAR -> "Chars";
            case STRING, ERROR_CONTEXT -> throw new IllegalArgumentException("no scalar");
        };
    }

    static TypeKind kind(arcella.wit.component.CoreValType.Num num) {
        return switch (num) {
            case I32 -> TypeKind.INT;
            case I64 -> TypeKind.LONG;
            case F32 -> TypeKind.FLOAT;
            case F64 -> TypeKind.DOUBLE;
            default -> throw new IllegalArgumentException("no flat type: " + num);
        };
    }
}
