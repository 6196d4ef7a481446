package arcella.wit.component;

import java.util.Objects;

/** Another index for a definition that stands elsewhere ({@code alias}). */
public sealed interface Alias {

    /** The index space that the alias adds to. */
    Sort sort();

    /** An export of an instance. */
    record InstanceExport(Sort sort, int instanceIndex, String name) implements Alias {
        public InstanceExport {
            Objects.requireNonNull(sort, "sort");
            Objects.requireNonNull(name, "name");
        }
    }

    /** An export of a core instance. */
    record CoreInstanceExport(Sort sort, int coreInstanceIndex, String name) implements Alias {
        public CoreInstanceExport {
            Objects.requireNonNull(sort, "sort");
            Objects.requireNonNull(name, "name");
        }
    }

    /** A definition of a scope {@code count} levels out; 0 is the current one. */
    record Outer(Sort sort, int count, int index) implements Alias {
        public Outer {
            Objects.requireNonNull(sort, "sort");
        }
    }
}
