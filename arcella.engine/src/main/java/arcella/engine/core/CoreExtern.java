package arcella.engine.core;

/** Something that an instance exports, or that is given to an instance as an import. */
public sealed interface CoreExtern permits CoreFunction, CoreMemory, CoreTable, CoreGlobal, CoreTag {

    /** Its type; for memories and tables with the present size as the minimum. */
    CoreExternType type();
}
