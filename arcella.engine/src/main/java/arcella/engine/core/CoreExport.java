package arcella.engine.core;

/**
 * One export of a core module.
 *
 * @param name its name, unique in the module
 * @param type what it is
 */
public record CoreExport(String name, CoreExternType type) {}
