package arcella.wit.resolved;

import java.util.List;

/** A map, passed as a list of pairs. */
public final class MapType extends ValueType {

    private final ValueType key;
    private final ValueType value;

    public MapType(ValueType key, ValueType value) {
        this(key, value, Shape.pointerPair(List.of(key, value)));
    }

    private MapType(ValueType key, ValueType value, Shape shape) {
        super(shape);
        this.key = key;
        this.value = value;
    }

    private MapType(MapType original) {
        super(original);
        this.key = original.key;
        this.value = original.value;
    }

    /** The type of its keys, one of the primitive types that are allowed as keys. */
    public ValueType key() {
        return key;
    }

    /** The type of its values. */
    public ValueType value() {
        return value;
    }

    @Override
    public String kind() {
        return "map";
    }

    @Override
    public MapType renamed() {
        return new MapType(this);
    }
}
