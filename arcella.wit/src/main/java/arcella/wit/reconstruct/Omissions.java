package arcella.wit.reconstruct;

import java.util.ArrayList;
import java.util.List;

import arcella.error.ArcellaException;
import arcella.wit.Allowance;
import arcella.wit.WitError;

/** What a component has that WIT has no form for, one sentence each, and how much may be made of the rest. */
final class Omissions {

    private final List<String> all = new ArrayList<>();
    private final Allowance allowance;

    Omissions(Allowance allowance) {
        this.allowance = allowance;
    }

    Allowance allowance() {
        return allowance;
    }

    /** Makes one item; one that has no form is noted and left out. */
    void attempt(String name, Runnable making) {
        try {
            making.run();
        } catch (ArcellaException e) {
            if (e.code().number() != WitError.WIT_RESOLVE.number()) {
                throw e;
            }
            note(e.what().contains("'" + name + "'") ? e.what() : "'" + name + "': " + e.what());
        }
    }

    void note(String omission) {
        allowance.spend(omission, 4);
        all.add(omission);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** The error for something that WIT has no form for, and that is left out therefore. */
    static ArcellaException formless(String problem) {
        return new ArcellaException(WitError.WIT_RESOLVE, problem, "use the component without its WIT");
    }
}
