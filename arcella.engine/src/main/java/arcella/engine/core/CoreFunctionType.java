package arcella.engine.core;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Collectors;

/** The type of a core function: its parameters and results, in order. */
public record CoreFunctionType(List<CoreValueType> params, List<CoreValueType> results) implements CoreExternType {

    /** Copies the lists. */
    public CoreFunctionType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    @Override
    public boolean matches(CoreExternType wanted) {
        return equals(wanted);
    }

    /**
     * The type of a {@link CoreFunction#handle()}: one Java parameter per parameter, and the result itself, {@code
     * void}, or {@code long[]} where there are several results.
     */
    public MethodType methodType() {
        Class<?> result = switch (results.size()) {
            case 0 -> void.class;
            case 1 -> results.getFirst().carrier();
            default -> long[].class;
        };
        return MethodType.methodType(result, params.stream().<Class<?>>map(CoreValueType::carrier).toList());
    }

    /** Such as {@code (i32, i64) -> (f64)}. */
    @Override
    public String toString() {
        return list(params) + " -> " + list(results);
    }

    private static String list(List<CoreValueType> types) {
        return types.stream().map(CoreValueType::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
