package arcella.wit.resolved;

import java.util.List;

import arcella.wit.component.CoreValType.Num;
import arcella.wit.component.Primitive;

/** A primitive type. Mentions of it share one object; a name that a component gives to it is an object of its own. */
public final class PrimitiveType extends ValueType {

    private static final PrimitiveType[] ALL = all();

    private final Primitive primitive;

    private PrimitiveType(Primitive primitive, Shape shape) {
        super(shape);
        this.primitive = primitive;
    }

    private PrimitiveType(PrimitiveType original) {
        super(original);
        this.primitive = original.primitive;
    }

    /** The one type object for a primitive type that has no name. */
    public static PrimitiveType of(Primitive primitive) {
        return ALL[primitive.ordinal()];
    }

    private static PrimitiveType[] all() {
        Primitive[] primitives = Primitive.values();
        PrimitiveType[] types = new PrimitiveType[primitives.length];
        for (Primitive primitive : primitives) {
            types[primitive.ordinal()] = new PrimitiveType(primitive, shape(primitive));
        }
        return types;
    }

    private static Shape shape(Primitive primitive) {
        return switch (primitive) {
            case BOOL, S8, U8 -> Shape.scalar(1, Num.I32);
            case S16, U16 -> Shape.scalar(2, Num.I32);
            case S32, U32, CHAR, ERROR_CONTEXT -> Shape.scalar(4, Num.I32);
            case S64, U64 -> Shape.scalar(8, Num.I64);
            case F32 -> Shape.scalar(4, Num.F32);
            case F64 -> Shape.scalar(8, Num.F64);
            case STRING -> Shape.pointerPair(List.of());
        };
    }

    /** Which primitive type this is. */
    public Primitive primitive() {
        return primitive;
    }

    @Override
    public String kind() {
        return primitive.text();
    }

    @Override
    public PrimitiveType renamed() {
        return new PrimitiveType(this);
    }
}
