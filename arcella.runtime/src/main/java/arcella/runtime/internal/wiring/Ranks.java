package arcella.runtime.internal.wiring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

import arcella.wit.SemVer;

/**
 * Service rankings for exports, so that the framework's own choice, the highest ranking, is ours: the operator's rank
 * first, then the newer interface, the newer module, the later revision. A newcomer's ranking lies between its
 * neighbours'; nobody else's changes, but when there is no number left in between. Thread-safe.
 */
public final class Ranks {

    private static final int STEP = 1 << 12;
    private static final int MOST = 1 << 30;

    private final Map<String, TreeMap<Position, Place>> lists = new HashMap<>();

    /** No export yet. */
    public Ranks() {}

    /**
     * Where an export stands among those of its interface.
     *
     * @param rank the operator's word, 0 unless said
     * @param iface the interface's version
     * @param module the module's version
     * @param revision the module's revision
     * @param sequence tells apart what is equal otherwise; the later is the better
     */
    record Position(int rank, Optional<SemVer> iface, SemVer module, int revision, long sequence)
            implements Comparable<Position> {

        private static final Comparator<Optional<SemVer>> VERSIONS = (one, other) -> one.isPresent() && other.isPresent()
                ? one.get().compareTo(other.get()) : Boolean.compare(one.isPresent(), other.isPresent());

        private static final Comparator<Position> ORDER = Comparator.comparingInt(Position::rank)
                .thenComparing(Position::iface, VERSIONS).thenComparing(Position::module)
                .thenComparingInt(Position::revision).thenComparingLong(Position::sequence);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    /** An export's place; to be told of a new ranking, and to be given back. */
    private static final class Place {
        private final IntConsumer listener;
        private int ranking;

        Place(IntConsumer listener, int ranking) {
            this.listener = listener;
            this.ranking = ranking;
        }
    }

    /**
     * Takes a place.
     *
     * @param path the interface
     * @param changed is told if the ranking has to change later
     * @return the ranking
     */
    synchronized int take(String path, Position position, IntConsumer changed) {
        TreeMap<Position, Place> list = lists.computeIfAbsent(path, unused -> new TreeMap<>());
        Map.Entry<Position, Place> below = list.lowerEntry(position);
        Map.Entry<Position, Place> above = list.higherEntry(position);
        int low = below == null ? above == null ? -STEP : above.getValue().ranking - 2 * STEP : below.getValue().ranking;
        int high = above == null ? low + 2 * STEP : above.getValue().ranking;
        int ranking = low + (high - low) / 2;
        Place place = new Place(changed, ranking);
        list.put(position, place);
        if (high - low < 2 || ranking > MOST || ranking < -MOST) {
            spread(list, position);
        }
        return place.ranking;
    }

    /** Gives all of a list new numbers; all but the newcomer's owner are told. */
    private static void spread(TreeMap<Position, Place> list, Position newcomer) {
        List<Position> order = new ArrayList<>(list.keySet());
        for (int i = 0; i < order.size(); i++) {
            Place place = list.get(order.get(i));
            place.ranking = i * STEP;
            if (!order.get(i).equals(newcomer)) {
                place.listener.accept(place.ranking);
            }
        }
    }

    /** Gives a place back. */
    synchronized void leave(String path, Position position) {
        TreeMap<Position, Place> list = lists.get(path);
        if (list != null) {
            list.remove(position);
            if (list.isEmpty()) {
                lists.remove(path);
            }
        }
    }
}
