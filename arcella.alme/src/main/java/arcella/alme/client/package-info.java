/** A client of ALME on the JDK's own Unix-domain channels, small enough for a program that lives for one command. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.alme.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
