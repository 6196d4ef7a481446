/** WAVE, the text form of values of WIT types: reading and printing values, and calls with arguments. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.wave;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
