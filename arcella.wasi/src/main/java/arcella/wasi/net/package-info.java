/**
 * The network as a guest has it: rules that an operator grants, the decision about one address or name, and sockets that
 * keep to it, on which every generation of WASI builds.
 *
 * <p>Start at {@link arcella.wasi.net.Network}, for what is allowed at {@link arcella.wasi.net.NetworkRules}.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
