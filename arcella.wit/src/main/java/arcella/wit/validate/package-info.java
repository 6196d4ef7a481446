/**
 * The validator: the Component Model's rules on types, subtyping, resources, names, external visibility and canonical
 * options, checked over a decoded component, with its resolved types as the result. {@link ComponentValidator} is the way
 * in; what core modules contain is for a {@link CoreModuleValidator} to check.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.validate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
