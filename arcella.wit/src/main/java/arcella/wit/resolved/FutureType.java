package arcella.wit.resolved;

import java.util.List;
import java.util.Optional;

/** The readable end of a future. */
public final class FutureType extends ValueType {

    private final Optional<ValueType> element;

    public FutureType(Optional<ValueType> element) {
        this(element, Shape.handle(false, element.map(List::of).orElse(List.of())));
    }

    private FutureType(Optional<ValueType> element, Shape shape) {
        super(shape);
        this.element = element;
    }

    private FutureType(FutureType original) {
        super(original);
        this.element = original.element;
    }

    /** The type of what it carries, if anything. */
    public Optional<ValueType> element() {
        return element;
    }

    @Override
    public String kind() {
        return "future";
    }

    @Override
    public FutureType renamed() {
        return new FutureType(this);
    }
}
