/**
 * Running instances of modules, in this process or in worker processes, behind one interface.
 *
 * <p>{@link arcella.worker.ModuleHost} is all that the container knows of a running guest. A module behaves alike in
 * every host: the same results, the same coded failures, the same {@link arcella.worker.Ending}.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.worker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
