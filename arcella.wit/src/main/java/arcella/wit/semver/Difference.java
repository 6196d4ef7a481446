package arcella.wit.semver;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that changed between two versions.
 *
 * @param changes the changes, in the order of the items
 */
public record Difference(List<Change> changes) {

    /** Copies the changes. */
    public Difference {
        changes = List.copyOf(changes);
    }

    /** What the changes deserve together: the most that one of them deserves. */
    public Bump bump() {
        return changes.stream().map(Change::bump).reduce(Bump.NONE, (one, two) -> one.compareTo(two) > 0 ? one : two);
    }

    /** Whether no change is breaking. */
    public boolean isCompatible() {
        return bump() != Bump.MAJOR;
    }

    /** The changes, one after the other. */
    @Override
    public String toString() {
        return changes.stream().map(Change::toString).collect(Collectors.joining("\n"));
    }
}
