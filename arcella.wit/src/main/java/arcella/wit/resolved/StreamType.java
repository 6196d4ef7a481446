package arcella.wit.resolved;

import java.util.List;
import java.util.Optional;

/** The readable end of a stream. */
public final class StreamType extends ValueType {

    private final Optional<ValueType> element;

    public StreamType(Optional<ValueType> element) {
        this(element, Shape.handle(false, element.map(List::of).orElse(List.of())));
    }

    private StreamType(Optional<ValueType> element, Shape shape) {
        super(shape);
        this.element = element;
    }

    private StreamType(StreamType original) {
        super(original);
        this.element = original.element;
    }

    /** The type of what it carries, if anything. */
    public Optional<ValueType> element() {
        return element;
    }

    @Override
    public String kind() {
        return "stream";
    }

    @Override
    public StreamType renamed() {
        return new StreamType(this);
    }
}
