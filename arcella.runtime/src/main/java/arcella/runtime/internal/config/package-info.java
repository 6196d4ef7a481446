/** Configuration Admin as operators and modules use it. */
@NullMarked
package arcella.runtime.internal.config;

import org.jspecify.annotations.NullMarked;
