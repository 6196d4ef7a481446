package arcella.runtime.internal.container;

import java.util.List;

import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.Configuration;

/**
 * What the container's configuration says of modules. Immutable.
 *
 * @param grants the standing grants
 * @param limits defaults and caps
 */
record ContainerConfig(List<Grant> grants, LimitPolicy limits) {

    /** Nothing said. */
    static final ContainerConfig NONE = new ContainerConfig(List.of(), LimitPolicy.NONE);

    ContainerConfig {
        grants = List.copyOf(grants);
    }

    static ContainerConfig of(Configuration configuration) {
        return new ContainerConfig(configuration.tables("grant").stream().map(table -> new Grant(
                table.find(ConfigKeys.GRANT_NAME), table.find(ConfigKeys.GRANT_SHA256),
                table.find(ConfigKeys.GRANT_ALLOW).orElse(List.of()), table.origin().text())).toList(), LimitPolicy.of(configuration));
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
