package arcella.runtime.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.runtime.internal.wiring.Ranks.Position;
import arcella.wit.SemVer;

class RanksTest {

    private static Position position(int rank, String iface, String module, int revision, long sequence) {
        return new Position(rank, Optional.of(iface).filter(text -> !text.isEmpty()).map(SemVer::parse),
                SemVer.parse(module), revision, sequence);
    }

    @Test
    void rankThenInterfaceThenModuleThenRevisionThenTheLater() {
        List<Position> order = List.of(
                position(-1, "0.9.0", "9.0.0", 9, 9),
                position(0, "", "9.0.0", 9, 9),
                position(0, "0.1.0", "9.0.0", 9, 9),
                position(0, "0.1.1", "0.1.0", 9, 9),
                position(0, "0.1.1", "0.2.0", 1, 9),
                position(0, "0.1.1", "0.2.0", 2, 1),
                position(0, "0.1.1", "0.2.0", 2, 2),
                position(1, "", "0.0.0", 1, 1));
        assertThat(new ArrayList<>(order.reversed())).isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(order).isSorted();
    }

    @Test
    void rankingsFollowTheOrderAndOthersKeepTheirs() {
        Ranks ranks = new Ranks();
        int middle = ranks.take("a:b/c", position(0, "0.1.0", "0.1.0", 1, 1), changed -> { throw new AssertionError(); });
        int better = ranks.take("a:b/c", position(0, "0.1.0", "0.1.0", 1, 2), changed -> { throw new AssertionError(); });
        int worse = ranks.take("a:b/c", position(-5, "0.2.0", "0.1.0", 1, 3), changed -> { throw new AssertionError(); });
        assertThat(List.of(worse, middle, better)).isSorted().doesNotHaveDuplicates();
        assertThat(ranks.take("a:b/other", position(0, "", "0.1.0", 1, 4), changed -> { throw new AssertionError(); }))
                .as("each interface has a list of its own").isEqualTo(middle);
    }

    @Test
    void whereNoNumberIsLeftAllAreToldNewOnes() {
        Ranks ranks = new Ranks();
        Map<Long, Integer> rankings = new HashMap<>();
        int told = 0;
        // Always right below the best one, so that the room there is halved each time.
        for (long i = 0; i < 40; i++) {
            long sequence = i == 0 ? 1000 : i;
            int before = rankings.hashCode();
            int own = ranks.take("a:b/c", position(0, "", "0.1.0", 1, sequence), changed -> rankings.put(sequence, changed));
            told += before == rankings.hashCode() ? 0 : 1;
            rankings.put(sequence, own);
        }
        assertThat(told).isPositive();
        List<Integer> byPosition = rankings.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue).toList();
        assertThat(byPosition).isSorted().doesNotHaveDuplicates();
        rankings.keySet().forEach(sequence -> ranks.leave("a:b/c", position(0, "", "0.1.0", 1, sequence)));
        assertThat(ranks.take("a:b/c", position(0, "", "0.1.0", 1, 1), changed -> {})).as("a list begins anew").isZero();
    }
}
