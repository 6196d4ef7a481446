package arcella.runtime.module;

/**
 * An interface that a running module exports, as a service: there is one for each interface while the module is Active.
 * There is one also for each Java service that satisfies what some module imports, which may be several interfaces together.
 * What can be called, and with which types, its properties tell ({@code arcella.wit}, {@code arcella.wit.version},
 * {@code arcella.wit.functions}); calls go along the wires that the container makes. Thread-safe.
 */
public interface WitExport {

    /** Who exports it: a module's id, or a Java bundle by its name and id. */
    String provider();

    /** The interface's name, as the module exports it. */
    String name();
}
