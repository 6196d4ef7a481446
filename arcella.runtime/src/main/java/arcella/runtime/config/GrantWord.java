package arcella.runtime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.text.Nearest;
import arcella.runtime.manifest.Limit;
import arcella.wasi.net.NetworkRule;

/** The words of which grants are made, and what is wrong with one that is none. */
public final class GrantWord {

    /** All that running in the container's process takes. */
    public static final String TRUST = "trust";
    /** Whatever is asked for. */
    public static final String ALL = "all";

    private static final String FORMS =
            "trust, all, env:NAME, limit:NAME, read:/FOLDER, write:/FOLDER, net:RULE, listen:RULE";
    private static final List<String> PLAIN = List.of(TRUST, ALL);
    private static final List<String> KINDS = List.of("env", "limit", "read", "write", "net", "listen");

    private GrantWord() {}

    /**
     * Refuses words that could never grant anything.
     *
     * @throws ArcellaException {@link RuntimeError#BAD_GRANT} with the nearest word
     */
    public static void check(List<String> grants) {
        for (String grant : grants) {
            problem(grant).ifPresent(problem -> {
                throw new ArcellaException(RuntimeError.BAD_GRANT, problem.what(), problem.remedy());
            });
        }
    }

    /**
     * What is wrong with a grant.
     *
     * @param remedy the nearest word, or all there are
     */
    public record Problem(String what, String remedy) {}

    /** What is wrong with a grant; empty if it may be one. */
    public static Optional<Problem> problem(String grant) {
        int colon = grant.indexOf(':');
        if (colon < 0) {
            return PLAIN.contains(grant) ? Optional.empty()
                    : Optional.of(unknown(grant, Nearest.of(grant, PLAIN)));
        }
        String kind = grant.substring(0, colon);
        String rest = grant.substring(colon + 1);
        if (!KINDS.contains(kind)) {
            return Optional.of(unknown(grant, Nearest.of(kind, KINDS).map(near -> near + ":" + rest)));
        }
        return switch (kind) {
            case "limit" -> limit(grant, rest);
            case "net", "listen" -> rule(grant, kind, rest);
            case "read", "write" -> rest.startsWith("/") ? path(grant, kind, rest)
                    : Optional.of(new Problem("the grant '" + grant + "' names no absolute folder",
                            "write " + kind + ":/FOLDER as the manifest's preopen has it; folders below the module's own "
                                    + "data folder need no grant"));
            default -> rest.isEmpty() ? Optional.of(new Problem("the grant '" + grant + "' names no variable", "write env:NAME"))
                    : Optional.empty();
        };
    }

    /** A manifest's folders are normal paths: with another one, nothing that is asked for is meant. */
    private static Optional<Problem> path(String grant, String kind, String path) {
        try {
            String normal = Path.of(path).normalize().toString();
            return normal.equals(path) ? Optional.empty()
                    : Optional.of(new Problem("the grant '" + grant + "' names a folder that no manifest can ask for by that path",
                            "write " + kind + ":" + normal));
        } catch (InvalidPathException e) {
            return Optional.of(new Problem("the grant '" + grant + "' names no folder: " + e.getReason(), "check its path"));
        }
    }

    private static Problem unknown(String grant, Optional<String> near) {
        return new Problem("there is no grant '" + grant + "'",
                near.map(word -> "did you mean '" + word + "'?").orElse("grants are " + FORMS));
    }

    private static Optional<Problem> limit(String grant, String key) {
        List<String> keys = Arrays.stream(Limit.values()).map(Limit::key).toList();
        return keys.contains(key) ? Optional.empty()
                : Optional.of(new Problem("the grant '" + grant + "' names no limit",
                        Nearest.of(key, keys).map(near -> "did you mean 'limit:" + near + "'?")
                                .orElse("limits are " + String.join(", ", keys))));
    }

    private static Optional<Problem> rule(String grant, String kind, String rule) {
        try {
            boolean fits = kind.equals("net") || NetworkRule.parse(rule).protocol().listens();
            if (kind.equals("net")) {
                NetworkRule.parse(rule);
            }
            return fits ? Optional.empty() : Optional.of(new Problem(
                    "the grant '" + grant + "' names what cannot be listened at", "write listen:tcp://HOST:PORT or udp://"));
        } catch (ArcellaException e) {
            return Optional.of(new Problem("the grant '" + grant + "' is no rule: " + e.what(), e.remedy()));
        }
    }
}
