package arcella.wit.semver;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing that changed.
 *
 * @param place where: the interface or world, and what is inside it, for people
 * @param bump what the change deserves by itself
 * @param reason why, in a few words
 * @param before the item as it was, as WIT; empty if it is new
 * @param after the item as it is, as WIT; empty if it is gone
 */
public record Change(String place, Bump bump, String reason, Optional<String> before, Optional<String> after) {

    /** Refuses nulls, and a change of nothing to nothing. */
    public Change {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(bump, "bump");
        Objects.requireNonNull(reason, "reason");
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("no change at " + place);
        }
    }

    /** Whether it breaks someone who relies on what was there before. */
    public boolean isBreaking() {
        return bump == Bump.MAJOR;
    }

    /** The change with the item before, its lines marked {@code -}, and after, marked {@code +}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(isBreaking() ? "breaking" : "compatible")
                .append(": ").append(place).append(": ").append(reason);
        before.ifPresent(text -> text.lines().forEach(line -> out.append("\n- ").append(line)));
        after.ifPresent(text -> text.lines().forEach(line -> out.append("\n+ ").append(line)));
        return out.toString();
    }
}
