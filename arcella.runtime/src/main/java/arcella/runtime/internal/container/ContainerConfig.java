package arcella.runtime.internal.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.host.WorkerSettings;
import arcella.runtime.internal.toml.TomlDocument;
import arcella.runtime.internal.toml.TomlScope;

/**
 * The home's {@code etc/arcella.toml}. Immutable.
 *
 * @param grants the standing grants
 * @param limits defaults and caps
 * @param workers what holds for workers from the next start of the container on
 */
record ContainerConfig(List<Grant> grants, LimitPolicy limits, WorkerSettings workers) {

    /** Of a home without the file. */
    static final ContainerConfig NONE = new ContainerConfig(List.of(), LimitPolicy.NONE, WorkerSettings.NONE);

    private static final String NAME = "etc/arcella.toml";

    ContainerConfig {
        grants = List.copyOf(grants);
    }

    /**
     * Reads the file; nothing is granted if there is none.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if it cannot be read or has mistakes
     */
    static ContainerConfig read(Path file) {
        String text = text(file);
        if (text.isEmpty()) {
            return NONE;
        }
        TomlDocument document = new TomlDocument(RuntimeError.BAD_CONFIGURATION, NAME, text);
        List<Grant> grants = new ArrayList<>();
        for (TomlScope scope : document.root().tables("grant")) {
            Optional<String> name = scope.string("name");
            Optional<String> sha256 = scope.string("sha256");
            if (name.isEmpty() && sha256.isEmpty()) {
                scope.problem("name", "[[grant]] needs 'sha256' or 'name'");
            }
            if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
                scope.problem("sha256", "'sha256' must be 64 lower-case hexadecimal digits");
            }
            List<String> allow = scope.strings("allow");
            allow.forEach(word -> GrantWord.problem(word).ifPresent(problem ->
                    scope.problem("allow", problem.what() + "; " + problem.remedy())));
            grants.add(new Grant(name, sha256, allow));
            scope.end();
        }
        LimitPolicy limits = LimitPolicy.read(document.root());
        WorkerSettings workers = WorkerSettings.read(document.root());
        document.root().end();
        document.finish();
        return new ContainerConfig(grants, limits, workers);
    }

    /**
     * The text of the file; empty if there is none.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if it cannot be read
     */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new ArcellaException(
                    RuntimeError.BAD_CONFIGURATION, file + " cannot be read: " + e, "check its permissions", e);
        }
    }

    /**
     * What a text of the file says of limits, whatever mistakes there are in the rest.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if it has mistakes there, or is no TOML
     */
    static LimitPolicy limits(String text) {
        if (text.isEmpty()) {
            return LimitPolicy.NONE;
        }
        TomlDocument document = new TomlDocument(RuntimeError.BAD_CONFIGURATION, NAME, text);
        LimitPolicy limits = LimitPolicy.read(document.root());
        document.finish();
        return limits;
    }

    /** Whether content of that hash is trusted, whatever it is called. */
    boolean trusts(String sha256) {
        return grants.stream().filter(grant -> grant.name().isEmpty() && grant.sha256().filter(sha256::equals).isPresent())
                .anyMatch(grant -> grant.allow().contains(Permissions.TRUST) || grant.allow().contains(Permissions.ALL));
    }

    /** All that is granted to a module by standing grants. */
    List<String> grantsFor(String name, String sha256, boolean byHand) {
        return grants.stream()
                .filter(grant -> grant.isFor(name, sha256, byHand))
                .flatMap(grant -> grant.allow().stream())
                .toList();
    }
}
