/**
 * Requests to other machines: what every generation of {@code wasi:http} builds on. No type of the HTTP client's that is
 * used appears here.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
