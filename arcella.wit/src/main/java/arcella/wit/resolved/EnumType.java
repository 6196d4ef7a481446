package arcella.wit.resolved;

import java.util.List;

import arcella.wit.component.CoreValType;

/** An enumeration. */
public final class EnumType extends ValueType {

    private final List<String> names;

    public EnumType(List<String> names) {
        this(List.copyOf(names), Shape.scalar(Shape.discriminant(names.size()), CoreValType.Num.I32));
    }

    private EnumType(List<String> names, Shape shape) {
        super(shape);
        this.names = names;
    }

    private EnumType(EnumType original) {
        super(original);
        this.names = original.names;
    }

    /** Its cases in order; never empty. */
    public List<String> names() {
        return names;
    }

    @Override
    public String kind() {
        return "enum";
    }

    @Override
    public EnumType renamed() {
        return new EnumType(this);
    }
}
