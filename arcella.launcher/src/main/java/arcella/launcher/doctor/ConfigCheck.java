package arcella.launcher.doctor;

import java.nio.file.Path;
import java.util.Map;

import arcella.runtime.config.ConfigLoader;
import arcella.runtime.config.Configuration;

/** Looks at the container's configuration. */
public final class ConfigCheck {

    private ConfigCheck() {}

    /**
     * What is wrong with it, if anything.
     *
     * @param environment the variables that may override keys
     */
    public static Finding of(Path home, Map<String, String> environment) {
        Configuration read = ConfigLoader.ofHome(home, environment);
        if (!read.mistakes().isEmpty()) {
            return Finding.fail("config", read.shown().lines().limit(2).map(String::strip).reduce((one, two) -> one + ": " + two).orElse(""),
                    "'arcella config validate' shows all; until it is mended nothing of it is taken on");
        }
        if (!read.warnings().isEmpty()) {
            return Finding.warn("config", read.warnings().getFirst(), "'arcella config validate' shows all");
        }
        return Finding.ok("config", read.summary("is fine"));
    }
}
