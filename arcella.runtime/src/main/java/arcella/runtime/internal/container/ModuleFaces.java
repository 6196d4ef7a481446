package arcella.runtime.internal.container;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentHashMap;

import arcella.worker.ModuleContent;
import arcella.worker.face.ModuleFace;

/** What installed modules import and export, remembered while there is room. Thread-safe. */
final class ModuleFaces {

    private final ConcurrentHashMap<String, SoftReference<ModuleFace>> known = new ConcurrentHashMap<>();

    /** The face of this content; decodes it if it is not remembered. */
    ModuleFace of(ModuleContent content) {
        SoftReference<ModuleFace> reference = known.get(content.sha256());
        ModuleFace face = reference == null ? null : reference.get();
        if (face == null) {
            // What is in the store was validated when it came, and is checked against its hash.
            face = ModuleFace.ofValidated(content.load().toArray());
            known.put(content.sha256(), new SoftReference<>(face));
        }
        return face;
    }
}
