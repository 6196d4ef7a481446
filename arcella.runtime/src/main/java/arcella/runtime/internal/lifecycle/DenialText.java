package arcella.runtime.internal.lifecycle;

import java.nio.file.Path;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;

/** Says what a guest was refused, and what in its manifest and which grant would allow it. */
final class DenialText {

    private DenialText() {}

    static String of(Denial denial) {
        return "was refused " + denial.attempt() + ": " + remedy(denial.remedy());
    }

    private static String remedy(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Connect(String rule) ->
                "needs [wasi.network] allow = [\"" + rule + "\"] and the grant net:" + rule;
            case Remedy.Listen(String rule) ->
                "needs [wasi.network] listen = [\"" + rule + "\"] and the grant listen:" + rule;
            case Remedy.Writing(Path host, String guest) -> "needs access = \"read-write\" in the [[wasi.preopen]] of "
                    + guest + ", and the grant write:" + host + " if that is no folder of the module's own";
            case Remedy.Folder() -> "needs a [[wasi.preopen]] of the folder that holds it, and the grant read:FOLDER or"
                    + " write:FOLDER if that is no folder of the module's own";
            case Remedy.Raise(String limit) ->
                "needs a higher " + limit + " in [limits], and the grant limit:" + limit + " if that is above the default";
            case Remedy.Heap(boolean worker) -> worker
                    ? "needs a larger 'heap' in [workers] or [workers.group.NAME] of etc/arcella.toml, or fewer modules in its group"
                    : "needs fewer modules in the container's process, or a larger heap of it, of which memories may have half";
            case Remedy.Nothing() -> "no grant allows that";
        };
    }
}
