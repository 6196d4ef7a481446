package arcella.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who knows the roles of others at the moment, as bundles come and go. Thread-safe. */
public final class RoleDirectory {

    private final List<Roles> sources = new CopyOnWriteArrayList<>();

    public void add(Roles source) {
        sources.add(source);
    }

    public void remove(Roles source) {
        sources.removeIf(other -> other == source);
    }

    /** Whether anybody knows. */
    public boolean known() {
        return !sources.isEmpty();
    }

    /** What holds at present: what the one that came first says; nothing for others while nobody knows. */
    public RoleSettings settings() {
        for (Roles source : sources) {
            return source.settings();
        }
        return RoleSettings.NONE;
    }
}
