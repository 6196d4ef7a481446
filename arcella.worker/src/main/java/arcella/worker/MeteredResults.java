package arcella.worker;

import java.util.List;

import arcella.wit.value.WitValue;

/**
 * What a call brought, and what it cost. Immutable.
 *
 * @param results the results
 * @param fuel the units of fuel that the instance's own code took; that of other modules, which it may have called, is theirs
 */
public record MeteredResults(List<WitValue> results, long fuel) {

    /** Copies the list. */
    public MeteredResults {
        results = List.copyOf(results);
    }
}
