package arcella.wit.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Orders things so that each stands after those it needs. Works without recursion: chains may be of any length. */
final class Topology {

    private Topology() {}

    /**
     * Orders the nodes, otherwise keeping the order given.
     *
     * @param needs what a node needs; nodes that were not given count too
     * @param onCircle makes the exception for nodes of which each needs the next, and the last the first
     */
    static <T> List<T> sort(
            Collection<T> nodes,
            Function<T, ? extends Collection<T>> needs,
            Function<List<T>, ? extends RuntimeException> onCircle) {
        List<T> sorted = new ArrayList<>(nodes.size());
        Set<T> done = new HashSet<>();
        LinkedHashSet<T> open = new LinkedHashSet<>();
        Deque<Iterator<T>> pending = new ArrayDeque<>();
        for (T start : nodes) {
            if (done.contains(start)) {
                continue;
            }
            open.add(start);
            pending.push(iterator(needs, start));
            while (!pending.isEmpty()) {
                if (!pending.peek().hasNext()) {
                    pending.pop();
                    T finished = open.removeLast();
                    done.add(finished);
                    sorted.add(finished);
                    continue;
                }
                T next = pending.peek().next();
                if (open.contains(next)) {
                    List<T> path = new ArrayList<>(open);
                    throw onCircle.apply(path.subList(path.indexOf(next), path.size()));
                }
                if (!done.contains(next)) {
                    open.add(next);
                    pending.push(iterator(needs, next));
                }
            }
        }
        return sorted;
    }

    private static <T> Iterator<T> iterator(Function<T, ? extends Collection<T>> needs, T node) {
        Collection<T> all = needs.apply(node);
        return all.iterator();
    }
}
