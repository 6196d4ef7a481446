package arcella.engine.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;

/** Offsets and slots of parts, for generated code; 32-bit memories only. */
final class Measures {

    private Measures() {}

    static int size(ValueType type) {
        return (int) type.size(false);
    }

    static int alignment(ValueType type) {
        return type.alignment(false);
    }

    static int slots(ValueType type) {
        return type.flatSize(false);
    }

    static int slots(List<Shape> shapes) {
        return shapes.stream().mapToInt(shape -> slots(shape.wit())).sum();
    }

    static TupleType tuple(List<Shape> shapes) {
        return new TupleType(shapes.stream().map(Shape::wit).toList());
    }

    /** The places of parts that stand one behind the other. */
    static List<Place> parts(Place whole, List<ValueType> types) {
        List<Place> places = new ArrayList<>();
        int offset = 0;
        int slot = 0;
        for (ValueType type : types) {
            offset = align(offset, alignment(type));
            places.add(whole.part(offset, slot));
            offset += size(type);
            slot += slots(type);
        }
        return places;
    }

    static int align(int at, int alignment) {
        return (at + alignment - 1) & -alignment;
    }

    static int discriminantSize(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    static int flagsSize(int count) {
        return count <= 8 ? 1 : count <= 16 ? 2 : 4;
    }

    /** The place of the payloads of a variant that stands there. */
    static Place payload(Place variant, List<Optional<ValueType>> payloads) {
        int alignment = 1;
        for (Optional<ValueType> payload : payloads) {
            alignment = Math.max(alignment, payload.map(Measures::alignment).orElse(1));
        }
        return variant.part(align(discriminantSize(payloads.size()), alignment), 1);
    }
}
