package arcella.wit.resolved;

import java.util.List;

/** A list of any length. */
public final class ListType extends ValueType {

    private final ValueType element;

    public ListType(ValueType element) {
        this(element, Shape.pointerPair(List.of(element)));
    }

    private ListType(ValueType element, Shape shape) {
        super(shape);
        this.element = element;
    }

    private ListType(ListType original) {
        super(original);
        this.element = original.element;
    }

    /** The type of its elements. */
    public ValueType element() {
        return element;
    }

    @Override
    public String kind() {
        return "list";
    }

    @Override
    public ListType renamed() {
        return new ListType(this);
    }
}
