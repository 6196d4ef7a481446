package arcella.runtime.module;

import arcella.runtime.ModuleId;

/**
 * An interface that a running module exports, as a service: there is one for each interface while the module is Active.
 * What can be called, and with which types, its properties tell ({@code arcella.wit}, {@code arcella.wit.version},
 * {@code arcella.wit.functions}); calls go along the wires that the container makes. Thread-safe.
 */
public interface WitExport {

    /** The module that exports it. */
    ModuleId module();

    /** The interface's name, as the module exports it. */
    String name();
}
