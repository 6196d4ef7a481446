package arcella.engine.core;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an instance is given for its imports, by module and field name. Immutable. */
public final class CoreImports {

    private static final CoreImports NONE = new CoreImports(Map.of());

    private final Map<String, Map<String, CoreExtern>> byModule;

    private CoreImports(Map<String, Map<String, CoreExtern>> byModule) {
        this.byModule = byModule;
    }

    /** Nothing. */
    public static CoreImports none() {
        return NONE;
    }

    /** Starts with nothing; add to it. */
    public static Builder builder() {
        return new Builder();
    }

    /** What is given for one import. */
    public Optional<CoreExtern> find(String module, String field) {
        return Optional.ofNullable(byModule.getOrDefault(module, Map.of()).get(field));
    }

    /** Collects imports; what is added later under the same names replaces what was there. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Map<String, CoreExtern>> byModule = new HashMap<>();

        private Builder() {}

        /** Gives {@code extern} for one import. */
        public Builder add(String module, String field, CoreExtern extern) {
            byModule.computeIfAbsent(module, m -> new HashMap<>()).put(field, extern);
            return this;
        }

        /** Gives a Java function for one import. */
        public Builder host(String module, String field, CoreFunctionType type, HostFunction body) {
            return add(module, field, CoreFunction.host(type, body));
        }

        /** Gives everything that {@code instance} exports, under the module name. */
        public Builder instance(String module, CoreInstance instance) {
            instance.exports().forEach((field, extern) -> add(module, field, extern));
            return this;
        }

        /** The collected imports. */
        public CoreImports build() {
            Map<String, Map<String, CoreExtern>> copy = new HashMap<>();
            // Map.copyOf looks through all keys of one hash code, which names can be chosen to have.
            byModule.forEach((module, fields) -> copy.put(module, Collections.unmodifiableMap(new HashMap<>(fields))));
            return new CoreImports(Collections.unmodifiableMap(copy));
        }
    }
}
