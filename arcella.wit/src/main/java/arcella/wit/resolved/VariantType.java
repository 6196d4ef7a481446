package arcella.wit.resolved;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A variant. */
public final class VariantType extends ValueType {

    private final List<Case> cases;

    public VariantType(List<Case> cases) {
        this(List.copyOf(cases), Shape.variant(cases.stream().map(Case::payload).toList()));
    }

    private VariantType(List<Case> cases, Shape shape) {
        super(shape);
        this.cases = cases;
    }

    private VariantType(VariantType original) {
        super(original);
        this.cases = original.cases;
    }

    /** Its cases in order; never empty. */
    public List<Case> cases() {
        return cases;
    }

    @Override
    public String kind() {
        return "variant";
    }

    @Override
    public VariantType renamed() {
        return new VariantType(this);
    }

    /** A case. */
    public record Case(String name, Optional<ValueType> payload) {
        public Case {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(payload, "payload");
        }
    }
}
