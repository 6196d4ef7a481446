package arcella.wit.resolved;

import java.util.List;

/** A tuple. */
public final class TupleType extends ValueType {

    private final List<ValueType> elements;

    public TupleType(List<ValueType> elements) {
        this(List.copyOf(elements), Shape.record(elements));
    }

    private TupleType(List<ValueType> elements, Shape shape) {
        super(shape);
        this.elements = elements;
    }

    private TupleType(TupleType original) {
        super(original);
        this.elements = original.elements;
    }

    /** The types of its elements; never empty. */
    public List<ValueType> elements() {
        return elements;
    }

    @Override
    public String kind() {
        return "tuple";
    }

    @Override
    public TupleType renamed() {
        return new TupleType(this);
    }
}
