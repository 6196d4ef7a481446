package arcella.command;

/**
 * The bundles that the container itself is made of, told from others by where the framework has them from. Stateless.
 */
public final class SystemBundles {

    private static final String FRAMEWORK = "System Bundle";
    private static final String LOCATION = "arcella:lib/";
    private static final String JAR = ".jar";

    private SystemBundles() {}

    /**
     * The location of a bundle of the container.
     *
     * @param name the name of its jar in the distribution's {@code lib/}, without the ending
     */
    public static String location(String name) {
        return LOCATION + name + JAR;
    }

    /**
     * Whether a bundle is one of the container, the framework among them.
     *
     * @param location the bundle's location
     */
    public static boolean contains(String location) {
        return location.startsWith(LOCATION) || location.equals(FRAMEWORK);
    }
}
