/** WIT text: reading files and folders of it into the model, and printing the model as WIT. */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
