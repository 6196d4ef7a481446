package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.internal.wiring.Interface;
import arcella.wit.WitId;
import arcella.wit.binary.BinaryKind;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.reconstruct.Reconstruction;
import arcella.wit.semver.Change;
import arcella.wit.semver.Difference;
import arcella.wit.semver.WitDiff;
import arcella.wit.text.ResolvedWit;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;

/** How a module's world changes with new content, in WIT. Immutable. */
final class WitChanges {

    private static final WitId WORLD = Reconstruction.ROOT.item(Reconstruction.WORLD);

    private final ResolvedWit before;
    private final ResolvedWit after;

    private WitChanges(ResolvedWit before, ResolvedWit after) {
        this.before = before;
        this.after = after;
    }

    /**
     * Compares two contents, both of which were validated before.
     *
     * @return empty if one of them is no component, or has a world that WIT has no words for, or too many
     */
    static Optional<WitChanges> between(byte[] old, byte[] recent) {
        Optional<ResolvedWit> before = wit(old);
        return before.isEmpty() ? Optional.empty() : wit(recent).map(after -> new WitChanges(before.get(), after));
    }

    private static Optional<ResolvedWit> wit(byte[] wasm) {
        if (BinaryKind.of(ByteSlice.of(wasm)) != BinaryKind.COMPONENT) {
            return Optional.empty();
        }
        try {
            return Optional.of(Reconstruction.world(
                    ComponentValidator.validate(ComponentDecoder.decode(wasm), CoreModuleValidator.TRUSTING)));
        } catch (ArcellaException e) {
            // Components may import and export more than WIT has words for, or take too many: then there is nothing to compare.
            return Optional.empty();
        }
    }

    /** All that changes for those around the module. */
    Difference world() {
        return WitDiff.worlds(before.library(), WORLD, after.library(), WORLD, WitDiff.Role.COMPONENT);
    }

    /** What of an exported interface changes in a way that breaks its users; the lines of WIT with it. */
    List<String> breaking(Interface old, Interface recent) {
        List<String> lines = new ArrayList<>();
        for (Change change : WitDiff.interfaces(before.library(), old.id(), after.library(), recent.id()).changes()) {
            if (change.isBreaking()) {
                change.toString().lines().forEach(lines::add);
            }
        }
        return lines;
    }
}
