/** Runs the Component Model's official test scripts and counts how Arcella does on them. */
@NullMarked
package arcella.it.conformance;

import org.jspecify.annotations.NullMarked;
