package arcella.shell.internal.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/**
 * Says in an operator's words why a bundle is not active. The framework's own messages about resolving name its inner
 * revisions and requirements in filter syntax; here each missing thing is one line.
 */
final class BundleDiagnosis {

    private final FrameworkWiring wiring;
    private final FrameworkStartLevel startLevel;
    private final Bundles bundles;
    private final Components components;

    BundleDiagnosis(Bundle framework, Bundles bundles, Components components) {
        this.bundles = bundles;
        this.wiring = framework.adapt(FrameworkWiring.class);
        this.startLevel = framework.adapt(FrameworkStartLevel.class);
        this.components = components;
    }

    /** The reasons, one line each; empty if nothing is wrong. */
    List<String> reasons(Bundle bundle) {
        List<String> reasons = new ArrayList<>(missing(bundle));
        boolean fragment = Bundles.fragment(bundle);
        if (reasons.isEmpty() && bundle.getState() == Bundle.INSTALLED) {
            reasons.add("it is not resolved yet; bundle:resolve or bundle:start does it");
        }
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        if (!fragment && level != null && bundle.getState() == Bundle.RESOLVED) {
            if (!level.isPersistentlyStarted()) {
                reasons.add("it has not been started, or was stopped");
            } else if (level.getStartLevel() > startLevel.getStartLevel()) {
                reasons.add("its start level is " + level.getStartLevel() + ", the container's is "
                        + startLevel.getStartLevel());
            } else {
                reasons.add("it should be running and is not: starting it failed; bundle:start shows why");
            }
        }
        if (bundle.getState() == Bundle.STARTING && level != null && level.isActivationPolicyUsed()) {
            reasons.add("it waits for the first use of one of its classes (lazy activation)");
        }
        reasons.addAll(components.unsatisfied(bundle));
        return reasons;
    }

    /** The mandatory requirements of a bundle that nothing satisfies, one line each. */
    List<String> missing(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || bundle.getState() != Bundle.INSTALLED) {
            return List.of();
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(BundleDiagnosis::mandatory)
                .filter(requirement -> wiring.findProviders(requirement).isEmpty())
                .map(this::describe)
                .toList();
    }

    private static boolean mandatory(BundleRequirement requirement) {
        String effective = requirement.getDirectives()
                .getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return effective.equals(Namespace.EFFECTIVE_RESOLVE)
                && !Namespace.RESOLUTION_OPTIONAL
                        .equals(requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                && !PackageNamespace.RESOLUTION_DYNAMIC
                        .equals(requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    private String describe(BundleRequirement requirement) {
        String filter = Optional.ofNullable(
                        requirement.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE))
                .orElse("");
        FilterWords words = FilterWords.of(filter, requirement.getNamespace());
        String thing = switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "nothing exports the package " + words.name();
            case BundleNamespace.BUNDLE_NAMESPACE -> "there is no bundle " + words.name();
            // A host that was wired before its fragment came is there, and yet no candidate.
            case HostNamespace.HOST_NAMESPACE -> bundles.names().contains(words.name())
                    ? "it is a fragment, and its host was wired without it: bundle:refresh " + words.name()
                    : "there is no host bundle " + words.name();
            case "osgi.ee" -> "it needs another Java version: " + words.name();
            default -> "nothing provides " + requirement.getNamespace() + " " + words.name();
        };
        return words.versions().isEmpty() ? thing : thing + " in version " + words.versions();
    }
}
