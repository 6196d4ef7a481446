package arcella.runtime.internal.wiring;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import arcella.runtime.ModuleId;
import arcella.worker.ModuleFunction;

/**
 * Where a wire leads: what satisfies one set of imports at present. Compared by identity. Thread-safe.
 */
interface Target {

    /** Who it is, for people: a module's id, or a Java bundle. */
    String provider();

    /** Whether calls can still begin there. */
    boolean alive();

    /**
     * A function, resolved once: its calls throw {@link arcella.worker.NotBegunException} if nothing has happened, because
     * the provider is going away.
     *
     * @param iface the interface, by the name under which it is imported
     * @throws arcella.worker.NotBegunException likewise
     */
    ModuleFunction function(String iface, String function);

    /** Gives up a resource that a call gave. */
    void drop(String iface, long id);

    /** Nobody calls here any more: what was given is given up. */
    default void close() {}

    /** A module's instance in this process or another. */
    static Target module(Export export, ImportSet set) {
        Map<String, Interface> targets = new HashMap<>();
        for (Interface wanted : set.interfaces()) {
            targets.put(wanted.name(), export.standIn(wanted).orElseThrow(() -> new IllegalArgumentException(
                    export + " does not satisfy " + wanted.name())));
        }
        return new ModuleTarget(export, Collections.unmodifiableMap(new HashMap<>(targets)));
    }

    /** A module: its exports by the names under which they are imported. */
    record ModuleTarget(Export export, Map<String, Interface> targets) implements Target {
        @Override
        public String provider() {
            return export.module().toString();
        }

        ModuleId module() {
            return export.module();
        }

        @Override
        public boolean alive() {
            return export.instance().ending().isEmpty();
        }

        @Override
        public ModuleFunction function(String iface, String function) {
            Interface target = targets.get(iface);
            if (target == null) {
                throw new IllegalArgumentException(iface + " is not on this wire");
            }
            return export.function(target, function);
        }

        @Override
        public void drop(String iface, long id) {
            export.instance().drop(id);
        }
    }
}
