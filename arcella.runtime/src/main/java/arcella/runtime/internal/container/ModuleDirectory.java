package arcella.runtime.internal.container;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.lifecycle.ManagedModule;
import arcella.runtime.internal.text.Nearest;
import arcella.runtime.internal.wiring.ModuleWiring;

/** The modules at hand, by name and by bundle. Thread-safe: who looks sees a change of the modules whole, or not yet. */
final class ModuleDirectory {

    private static final int MOST_NAMED = 10;

    /** Never changed, but put in the place of another with this object's lock held. */
    private volatile NavigableMap<ModuleId, ModuleEntry> entries = new TreeMap<>();
    private final Map<Long, ManagedModule> lives = new ConcurrentHashMap<>();
    private final Map<Long, ModuleWiring> wirings = new ConcurrentHashMap<>();

    List<ModuleEntry> all() {
        return List.copyOf(entries.values());
    }

    Optional<ModuleEntry> get(ModuleId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** The modules that are for the worker of a group, whether they run or not. */
    List<ModuleEntry> inWorker(String group) {
        return entries.values().stream().filter(entry -> entry.group().equals(group) && entry.isolation().equals("worker")).toList();
    }

    void put(ModuleEntry entry) {
        changed(all -> all.put(entry.id(), entry));
    }

    /** Puts an entry in the place of another: at no time is there none, nor both. */
    void replace(ModuleId old, ModuleEntry entry) {
        changed(all -> {
            all.remove(old);
            all.put(entry.id(), entry);
        });
    }

    /** Changes an entry at one stroke, if it is there. */
    void change(ModuleId id, UnaryOperator<ModuleEntry> change) {
        changed(all -> all.computeIfPresent(id, (same, entry) -> change.apply(entry)));
    }

    void remove(ModuleId id) {
        changed(all -> all.remove(id));
    }

    private synchronized void changed(Consumer<NavigableMap<ModuleId, ModuleEntry>> change) {
        NavigableMap<ModuleId, ModuleEntry> next = new TreeMap<>(entries);
        change.accept(next);
        entries = next;
    }

    /** The entry whose life this is; empty for one that is not installed yet, or not any more. */
    Optional<ModuleEntry> of(ManagedModule life) {
        return get(life.id()).filter(entry -> entry.life() == life);
    }

    /** A bundle stands for a module from now on, whether the module's entry is here already or not. */
    void bind(Bundle bundle, ModuleEntry entry) {
        entry.life().bundle(bundle);
        wirings.put(bundle.getBundleId(), entry.wiring());
        lives.put(bundle.getBundleId(), entry.life());
    }

    void unbind(Bundle bundle) {
        lives.remove(bundle.getBundleId());
        wirings.remove(bundle.getBundleId());
    }

    Optional<ModuleWiring> wiring(Bundle bundle) {
        return Optional.ofNullable(wirings.get(bundle.getBundleId()));
    }

    Optional<ManagedModule> life(Bundle bundle) {
        return Optional.ofNullable(lives.get(bundle.getBundleId()));
    }

    /**
     * The module that {@code NAME} or {@code NAME@VERSION} means.
     *
     * @throws ArcellaException {@code UNKNOWN_MODULE} or {@code AMBIGUOUS_MODULE}
     */
    ModuleEntry find(String text) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        // One look for all of it.
        NavigableMap<ModuleId, ModuleEntry> all = entries;
        List<ModuleEntry> named = all.values().stream().filter(entry -> entry.id().name().equals(name)).toList();
        List<ModuleEntry> found = at < 0
                ? named
                : named.stream().filter(entry -> entry.id().toString().equals(text)).toList();
        if (found.size() > 1) {
            throw new ArcellaException(
                    RuntimeError.AMBIGUOUS_MODULE,
                    "'" + text + "' may be any of " + names(found),
                    "name one of them");
        }
        if (found.isEmpty()) {
            throw unknown(text, name, named, all.keySet());
        }
        return found.getFirst();
    }

    private static ArcellaException unknown(String text, String name, List<ModuleEntry> named, Set<ModuleId> all) {
        String remedy;
        if (!named.isEmpty()) {
            remedy = "installed: " + names(named);
        } else {
            remedy = Nearest.of(name, all.stream().map(ModuleId::name).distinct().toList())
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(all.isEmpty() ? "none is installed; see module:install" : "see module:list");
        }
        return new ArcellaException(RuntimeError.UNKNOWN_MODULE, "no module '" + text + "' is installed", remedy);
    }

    private static String names(List<ModuleEntry> found) {
        String shown = String.join(", ", found.stream().limit(MOST_NAMED).map(entry -> entry.id().toString()).toList());
        return found.size() > MOST_NAMED ? shown + " and " + (found.size() - MOST_NAMED) + " more" : shown;
    }
}
