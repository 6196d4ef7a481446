package arcella.wit.resolved;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A function type. */
public final class FuncType extends DefType {

    private final boolean async;
    private final List<Param> params;
    private final Optional<ValueType> result;

    public FuncType(boolean async, List<Param> params, Optional<ValueType> result) {
        this(async, List.copyOf(params), result, parts(params, result));
    }

    private FuncType(boolean async, List<Param> params, Optional<ValueType> result, Parts parts) {
        super(parts);
        this.async = async;
        this.params = params;
        this.result = result;
    }

    private static Parts parts(List<Param> params, Optional<ValueType> result) {
        List<ValueType> types = new ArrayList<>(params.size() + 1);
        for (Param param : params) {
            types.add(param.type());
        }
        result.ifPresent(types::add);
        return Parts.ofFunc(types);
    }

    /** Whether the function may block. */
    public boolean async() {
        return async;
    }

    /** Its parameters in order. */
    public List<Param> params() {
        return params;
    }

    /** Its result, if it has one. */
    public Optional<ValueType> result() {
        return result;
    }

    @Override
    public String kind() {
        return "func";
    }

    @Override
    public FuncType renamed() {
        return new FuncType(async, params, result, parts());
    }

    /** A parameter. */
    public record Param(String name, ValueType type) {
        public Param {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }
}
