package arcella.runtime.internal.wiring;

/** The properties of the services that stand for exported interfaces. */
public final class Properties {

    /** The path of the interface, {@code ns:pkg/iface}. */
    public static final String INTERFACE = "arcella.wit";
    /** The semver track of its version. */
    public static final String TRACK = "arcella.wit.track";
    /** Its version, as the framework's {@code Version}. */
    public static final String VERSION = "arcella.wit.version";
    /** Its name, as the module exports it. */
    public static final String NAME = "arcella.wit.name";
    /** All functions that the module exports, with the digests of their types; absent for Java services. */
    public static final String FUNCTIONS = "arcella.wit.functions";
    /** The module's name. */
    public static final String MODULE = "arcella.module";
    /** The module's version. */
    public static final String MODULE_VERSION = "arcella.version";
    /** Where the module runs. */
    public static final String ISOLATION = "arcella.isolation";
    /** The modules, as {@code NAME@VERSION}, whose exports it uses, and those whose exports they use in turn. */
    public static final String NEEDS = "arcella.needs";
    /** Its worker group. */
    public static final String GROUP = "arcella.group";

    private Properties() {}
}
