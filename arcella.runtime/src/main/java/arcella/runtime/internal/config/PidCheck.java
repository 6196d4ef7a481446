package arcella.runtime.internal.config;

import java.util.Optional;
import java.util.OptionalInt;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.bundle.ModuleBundle;

/**
 * What may be the name of a configuration that somebody makes: Configuration Admin takes anything, and keeps what differs in
 * a slash or in an empty part only in one file; a name that begins as a module's reaches a module or is a mistake.
 */
final class PidCheck {

    private static final int LONGEST = 200;
    private static final String SIGNS = "_-$~@+:#";
    private static final String REMEDY = "write it like arcella.module.NAME";

    private PidCheck() {}

    /** @throws ArcellaException {@code BAD_SETTING}, with the reason */
    static void check(String pid) {
        Optional<String> wrong = wrong(pid);
        if (wrong.isPresent()) {
            throw new ArcellaException(RuntimeError.BAD_SETTING,
                    "'" + shown(pid) + "' cannot be the name of a configuration: " + wrong.get(), REMEDY);
        }
        if (pid.startsWith(ModuleBundle.PID_PREFIX) && ModulePid.of(pid).isEmpty()) {
            throw new ArcellaException(RuntimeError.BAD_SETTING,
                    "'" + pid + "' cannot be the name of a configuration: it begins as a module's, and no module can have it",
                    REMEDY + ", or arcella.module.NAME|arcella.module.NAME|VERSION for one version");
        }
    }

    private static Optional<String> wrong(String pid) {
        if (pid.isBlank()) {
            return Optional.of("it is empty");
        }
        if (pid.length() > LONGEST) {
            return Optional.of("it has " + pid.length() + " characters, and " + LONGEST + " is the most");
        }
        OptionalInt other = pid.codePoints().filter(one -> !allowed(one)).findFirst();
        if (other.isPresent()) {
            return Optional.of("it has " + name(other.getAsInt()) + "; letters, digits and " + String.join(" ", SIGNS.split(""))
                    + " may stand there, with dots between them");
        }
        if (pid.startsWith("~") || pid.endsWith("~")) {
            return Optional.of("a factory's name has to stand before ~, and one of its configurations after it");
        }
        if (("." + pid.replace('|', '.') + ".").contains("..")) {
            return Optional.of("something has to stand on both sides of each dot and of each |");
        }
        return Optional.empty();
    }

    private static String name(int one) {
        return one > ' ' && one < 0x7f ? "'" + Character.toString(one) + "'" : "the character U+%04X".formatted(one);
    }

    private static boolean allowed(int one) {
        return one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9' || one == '.' || one == '|'
                || SIGNS.indexOf(one) >= 0;
    }

    private static String shown(String pid) {
        return pid.length() > LONGEST ? pid.substring(0, 40) + "…" : pid;
    }
}
