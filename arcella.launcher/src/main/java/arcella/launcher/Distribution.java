package arcella.launcher;

import java.nio.file.Path;
import java.util.List;

import arcella.command.SystemBundles;

/**
 * The unpacked distribution that this program was started from.
 *
 * @param path the absolute folder with {@code bin/} and {@code lib/}
 */
record Distribution(Path path) {

    /** The system property by which the launch scripts name the distribution. */
    static final String PROPERTY = "arcella.dist";

    /**
     * The bundles of the container in the order of their start. The framework itself is on the class path.
     *
     * @param level the start level
     * @param name the name of the file in {@code lib/}, without its ending
     * @param onClassPath whether the class path of the process has it too, and its classes come from there
     */
    record SystemBundle(int level, String name, boolean onClassPath) {

        private SystemBundle(int level, String name) {
            this(level, name, true);
        }

        String jar() {
            return name + ".jar";
        }

        String location() {
            return SystemBundles.location(name);
        }
    }

    /**
     * ALME's bundle comes first, for its socket library takes a tenth of a second to load, which it does on a thread of its
     * own beside all else; whoever asks before the container's verbs are there waits for them.
     */
    private static final List<SystemBundle> BUNDLES = List.of(
            new SystemBundle(1, "org.osgi.util.function"),
            new SystemBundle(1, "org.osgi.util.promise"),
            new SystemBundle(1, "org.osgi.service.component"),
            new SystemBundle(1, "msgpack-core"),
            new SystemBundle(1, "arcella.error"),
            new SystemBundle(1, "arcella.command"),
            new SystemBundle(1, "arcella.alme"),
            new SystemBundle(2, "org.apache.felix.log"),
            // SLF4J's classes are in the jar of the WASI hosts too, for their own use, where nobody is to log.
            new SystemBundle(2, "arcella.slf4j", false),
            new SystemBundle(2, "org.apache.felix.configadmin"),
            new SystemBundle(2, "org.apache.felix.scr"),
            new SystemBundle(2, "arcella.wit"),
            new SystemBundle(2, "arcella.engine"),
            new SystemBundle(2, "arcella.wasi"),
            new SystemBundle(2, "arcella.worker"),
            new SystemBundle(3, "arcella.runtime"),
            new SystemBundle(3, "arcella.feature"),
            new SystemBundle(4, "org.apache.felix.gogo.runtime"),
            new SystemBundle(4, "jline"),
            new SystemBundle(4, "arcella.shell"));

    static Distribution current() {
        String property = System.getProperty(PROPERTY);
        if (property == null) {
            throw new IllegalStateException("the launch script sets -D" + PROPERTY);
        }
        return new Distribution(Path.of(property).toAbsolutePath().normalize());
    }

    List<SystemBundle> bundles() {
        return BUNDLES;
    }

    /** The highest start level of any system bundle. */
    int startLevel() {
        return BUNDLES.stream().mapToInt(SystemBundle::level).max().orElse(1);
    }

    Path jar(String name) {
        return path.resolve("lib").resolve(name);
    }

    Path program(String name) {
        return path.resolve("bin").resolve(name);
    }
}
