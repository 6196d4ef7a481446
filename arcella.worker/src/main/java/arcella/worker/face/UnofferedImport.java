package arcella.worker.face;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreImport;
import arcella.engine.core.CoreOutline;
import arcella.wasi.preview1.Preview1;

/**
 * What a core module imports and no host offers, or offers with another type. Immutable.
 *
 * @param wanted the import
 * @param offered the type with which its name is offered, if it is
 */
public record UnofferedImport(CoreImport wanted, Optional<CoreFunctionType> offered) {

    /** What to do about such imports. */
    public static final String REMEDY =
            "build it for WASI 0.1 (" + Preview1.MODULE + "), or link what it needs into it";

    /** Checks that both are there. */
    public UnofferedImport {
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(offered, "offered");
    }

    /** All such imports of a core module, in its order. */
    public static List<UnofferedImport> of(CoreOutline outline) {
        Map<String, CoreFunctionType> offered = Preview1.functions();
        List<UnofferedImport> unoffered = new ArrayList<>();
        for (CoreImport wanted : outline.imports()) {
            Optional<CoreFunctionType> type = Optional.of(wanted).filter(UnofferedImport::ofWasi)
                    .map(wasi -> offered.get(wasi.field()));
            if (type.filter(given -> given.matches(wanted.type())).isEmpty()) {
                unoffered.add(new UnofferedImport(wanted, type));
            }
        }
        return unoffered;
    }

    private static boolean ofWasi(CoreImport wanted) {
        return wanted.module().equals(Preview1.MODULE);
    }

    /**
     * The import with what comes nearest to it. The names are the module's own, to be escaped before a terminal has them.
     *
     * @param nearest finds the name that was probably meant
     */
    public String text(BiFunction<String, Collection<String>, Optional<String>> nearest) {
        if (offered.isPresent()) {
            return wanted + " (offered as " + offered.get() + ")";
        }
        Optional<String> near = ofWasi(wanted)
                ? nearest.apply(wanted.field(), Preview1.functions().keySet()) : Optional.empty();
        return wanted + near.map(name -> " (nearest: " + name + ")").orElse("");
    }
}
