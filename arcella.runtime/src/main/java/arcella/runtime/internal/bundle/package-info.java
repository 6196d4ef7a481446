/** From a module to its OSGi bundle: the generated jar, its headers, and its DS component as SCR sees it. */
@NullMarked
package arcella.runtime.internal.bundle;

import org.jspecify.annotations.NullMarked;
