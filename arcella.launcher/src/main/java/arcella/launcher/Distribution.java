package arcella.launcher;

import java.nio.file.Path;
import java.util.List;

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
     * @param jar the file in {@code lib/}
     */
    record SystemBundle(int level, String jar) {}

    /**
     * ALME's bundle comes first, for its socket library takes a tenth of a second to load, which it does on a thread of its
     * own beside all else; whoever asks before the container's verbs are there waits for them.
     */
    private static final List<SystemBundle> BUNDLES = List.of(
            new SystemBundle(1, "org.osgi.util.function.jar"),
            new SystemBundle(1, "org.osgi.util.promise.jar"),
            new SystemBundle(1, "org.osgi.service.component.jar"),
            new SystemBundle(1, "msgpack-core.jar"),
            new SystemBundle(1, "arcella.error.jar"),
            new SystemBundle(1, "arcella.command.jar"),
            new SystemBundle(1, "arcella.alme.jar"),
            new SystemBundle(2, "org.apache.felix.log.jar"),
            new SystemBundle(2, "arcella.slf4j.jar"),
            new SystemBundle(2, "org.apache.felix.configadmin.jar"),
            new SystemBundle(2, "org.apache.felix.scr.jar"),
            new SystemBundle(2, "arcella.wit.jar"),
            new SystemBundle(2, "arcella.engine.jar"),
            new SystemBundle(2, "arcella.wasi.jar"),
            new SystemBundle(2, "arcella.worker.jar"),
            new SystemBundle(3, "arcella.runtime.jar"),
            new SystemBundle(3, "arcella.feature.jar"),
            new SystemBundle(4, "org.apache.felix.gogo.runtime.jar"),
            new SystemBundle(4, "jline.jar"),
            new SystemBundle(4, "arcella.shell.jar"));

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
