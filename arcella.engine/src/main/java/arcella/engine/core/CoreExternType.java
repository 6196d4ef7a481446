package arcella.engine.core;

/** The type of something that a module imports or exports (core specification, 2.3.16). */
public sealed interface CoreExternType
        permits CoreFunctionType, CoreMemoryType, CoreTableType, CoreGlobalType, CoreTagType {

    /**
     * Whether something of this type can stand where {@code wanted} is imported (core specification, 4.5.3). For
     * memories and tables this compares the declared limits; the linker compares the present size as well.
     */
    boolean matches(CoreExternType wanted);
}
