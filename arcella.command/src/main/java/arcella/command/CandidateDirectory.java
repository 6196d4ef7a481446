package arcella.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sources of names for completion that are present at the moment, as bundles come and go. Thread-safe. */
public final class CandidateDirectory {

    private final CopyOnWriteArrayList<Candidates> sources = new CopyOnWriteArrayList<>();

    public void add(Candidates source) {
        sources.add(source);
    }

    public void remove(Candidates source) {
        sources.removeIf(other -> other == source);
    }

    /**
     * The names of one kind that fit, sorted; none if nobody knows such things.
     *
     * @param before the arguments that stand before it on the command line, without options
     */
    public List<String> names(String what, List<String> before) {
        List<String> names = new ArrayList<>();
        for (Candidates source : sources) {
            if (source.what().equals(what)) {
                names.addAll(source.names(before));
            }
        }
        Collections.sort(names);
        return List.copyOf(names);
    }
}
