package arcella.wit.resolved;

import java.util.List;
import java.util.Optional;

/** A result. */
public final class ResultType extends ValueType {

    private final Optional<ValueType> ok;
    private final Optional<ValueType> error;

    public ResultType(Optional<ValueType> ok, Optional<ValueType> error) {
        this(ok, error, Shape.variant(List.of(ok, error)));
    }

    private ResultType(Optional<ValueType> ok, Optional<ValueType> error, Shape shape) {
        super(shape);
        this.ok = ok;
        this.error = error;
    }

    private ResultType(ResultType original) {
        super(original);
        this.ok = original.ok;
        this.error = original.error;
    }

    /** The type of what success brings, if anything. */
    public Optional<ValueType> ok() {
        return ok;
    }

    /** The type of what failure brings, if anything. */
    public Optional<ValueType> error() {
        return error;
    }

    @Override
    public String kind() {
        return "result";
    }

    @Override
    public ResultType renamed() {
        return new ResultType(this);
    }
}
