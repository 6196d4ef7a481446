package arcella.wit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A function of an interface, a world or a resource (WIT, "Item: interface" and "Item: resource").
 *
 * @param name its label; {@code constructor} if it is one
 * @param kind how it belongs to a resource, if it does
 * @param isAsync whether it may block its caller: {@code async func}
 * @param params its parameters as written: a method has no {@code self} here
 * @param result its result as written: a constructor that cannot fail has none here
 * @param annotations what stands before it
 */
public record WitFunction(
        String name,
        Kind kind,
        boolean isAsync,
        List<Param> params,
        Optional<WitType> result,
        Annotations annotations) {

    /** How a function belongs to a resource. */
    public enum Kind {
        /** It does not. */
        FREE,
        /** It is called on a borrowed handle. */
        METHOD,
        /** It is only named after the resource. */
        STATIC,
        /** It makes a resource. */
        CONSTRUCTOR
    }

    /** A parameter. */
    public record Param(String name, WitType type) {
        /** Checks the label. */
        public Param {
            Kebab.requireLabel(name, "parameter");
            Objects.requireNonNull(type, "type");
        }
    }

    /** Checks the label and the parameters' names. */
    public WitFunction {
        Kebab.requireLabel(name, "function");
        Objects.requireNonNull(kind, "kind");
        params = List.copyOf(params);
        Labels.requireUnique(params, Param::name, "parameter");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(annotations, "annotations");
    }

    /** The name in a component, for a function that belongs to no resource. */
    public ExternName externName() {
        return new ExternName.Plain(name);
    }

    /** The name in a component, for a function of this resource. */
    public ExternName externName(String resource) {
        return switch (kind) {
            case FREE -> externName();
            case METHOD -> new ExternName.Method(resource, name);
            case STATIC -> new ExternName.Static(resource, name);
            case CONSTRUCTOR -> new ExternName.Constructor(resource);
        };
    }

    /** The parameters in a component, for a function of this resource: with {@code self} if it is a method. */
    public List<Param> paramsWithSelf(String resource) {
        if (kind != Kind.METHOD) {
            return params;
        }
        List<Param> all = new ArrayList<>(params.size() + 1);
        all.add(new Param("self", new WitType.Borrow(resource)));
        all.addAll(params);
        return List.copyOf(all);
    }

    /** The result in a component, for a function of this resource: the resource if it is a constructor without one. */
    public Optional<WitType> resultIn(String resource) {
        return kind == Kind.CONSTRUCTOR && result.isEmpty() ? Optional.of(new WitType.Own(resource)) : result;
    }
}
