package arcella.wit.resolved;

import java.util.List;
import java.util.Optional;

/** An option. */
public final class OptionType extends ValueType {

    private final ValueType element;

    public OptionType(ValueType element) {
        this(element, Shape.variant(List.of(Optional.empty(), Optional.of(element))));
    }

    private OptionType(ValueType element, Shape shape) {
        super(shape);
        this.element = element;
    }

    private OptionType(OptionType original) {
        super(original);
        this.element = original.element;
    }

    /** The type of the value that may be there. */
    public ValueType element() {
        return element;
    }

    @Override
    public String kind() {
        return "option";
    }

    @Override
    public OptionType renamed() {
        return new OptionType(this);
    }
}
