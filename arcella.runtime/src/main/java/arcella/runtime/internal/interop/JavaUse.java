package arcella.runtime.internal.interop;

import java.util.List;

import arcella.runtime.BundleName;
import arcella.runtime.internal.wiring.TypedExport;

/**
 * A module's export that is a service of a Java interface now.
 *
 * @param face the Java interface
 * @param export the export
 * @param users the bundles that use the service; none, if it is only there
 * @param held how many resources of the module's instance they hold through it
 */
public record JavaUse(JavaFace face, TypedExport export, List<BundleName> users, long held) {

    /** Copies the list. */
    public JavaUse {
        users = List.copyOf(users);
    }
}
