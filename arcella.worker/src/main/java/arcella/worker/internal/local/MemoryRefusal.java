package arcella.worker.internal.local;

import arcella.engine.core.Trap;
import arcella.wasi.Denial.Remedy;

/**
 * That a guest was refused more memory: most end themselves then, with a trap that does not say why. Immutable.
 *
 * @param limit what there was no more room in
 * @param remedy what would make room
 */
record MemoryRefusal(String limit, Remedy remedy) {

    /** A failure of the call in which that happened, with this named if it may have come of it. */
    Throwable explain(Throwable thrown) {
        return thrown instanceof Trap trap && trap.kind() == Trap.Kind.UNREACHABLE
                ? trap.explained("; in this call it was refused to grow its memory beyond " + limit, way()) : thrown;
    }

    private String way() {
        return switch (remedy) {
            case Remedy.Heap(boolean worker) -> worker
                    ? "give its group a larger 'heap' in [workers] of etc/arcella.toml, or fewer modules"
                    : "run fewer modules in this process, or give it a larger heap";
            default -> "raise its limit memory if it needs so much";
        };
    }
}
