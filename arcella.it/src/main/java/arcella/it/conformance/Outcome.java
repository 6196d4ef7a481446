package arcella.it.conformance;

import java.util.Objects;

/** How one directive went. */
sealed interface Outcome {

    /** As the script says. */
    record Passed() implements Outcome {
    }

    /** Otherwise than the script says. */
    record Failed(String reason) implements Outcome {
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Not tried, for want of a feature. */
    record Skipped(String feature) implements Outcome {
        public Skipped {
            Objects.requireNonNull(feature, "feature");
        }
    }
}
