/**
 * Features: bundles, modules and configurations that are installed and removed as one, described by the JSON of the OSGi
 * Feature Service (OSGi Compendium 8.1, chapter 159).
 */
@NullMarked
package arcella.feature;

import org.jspecify.annotations.NullMarked;
