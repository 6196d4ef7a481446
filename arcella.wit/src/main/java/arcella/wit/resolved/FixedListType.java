package arcella.wit.resolved;

/** A list of a fixed length, stored in place. */
public final class FixedListType extends ValueType {

    private final ValueType element;
    private final long length;

    public FixedListType(ValueType element, long length) {
        this(element, length, Shape.inPlace(element, length));
    }

    private FixedListType(ValueType element, long length, Shape shape) {
        super(shape);
        this.element = element;
        this.length = length;
    }

    private FixedListType(FixedListType original) {
        super(original);
        this.element = original.element;
        this.length = original.length;
    }

    /** The type of its elements. */
    public ValueType element() {
        return element;
    }

    /** How many elements; from 1 to 2^32 - 1. */
    public long length() {
        return length;
    }

    @Override
    public String kind() {
        return "list";
    }

    @Override
    public FixedListType renamed() {
        return new FixedListType(this);
    }
}
