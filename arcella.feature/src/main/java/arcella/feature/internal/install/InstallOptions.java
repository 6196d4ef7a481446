package arcella.feature.internal.install;

import java.util.List;
import java.util.Map;

/**
 * What an operator says beside the feature's name.
 *
 * @param variables values for its variables
 * @param grants what is granted to its modules
 * @param grantAll grants its modules what they list, or all that their manifests ask for
 * @param origin how it came
 * @param fileHash what the file hashed to, where a change of it is to be noticed; else empty
 */
public record InstallOptions(Map<String, String> variables, List<String> grants, boolean grantAll, String origin,
        String fileHash) {

    /** The origin of what an operator installed. */
    public static final String BY_HAND = "install";

    /** How the origins of features begin that came by {@code deploy/}. */
    static final String DEPLOYED = "deploy:";

    /** Those of a file in {@code deploy/}. */
    static InstallOptions deployed(String name, String hash) {
        return new InstallOptions(Map.of(), List.of(), false, DEPLOYED + name, hash);
    }

    public InstallOptions {
        variables = Map.copyOf(variables);
        grants = List.copyOf(grants);
    }
}
