package arcella.runtime;

import org.osgi.framework.Bundle;

/**
 * A bundle, as operators know it.
 *
 * @param id its id in the framework
 * @param symbolicName its symbolic name; one of old manifests may have none
 */
public record BundleName(long id, String symbolicName) {

    /** The name of this one. */
    public static BundleName of(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return new BundleName(bundle.getBundleId(), name == null ? bundle.getLocation() : name);
    }

    @Override
    public String toString() {
        return "bundle " + symbolicName + " (" + id + ")";
    }
}
