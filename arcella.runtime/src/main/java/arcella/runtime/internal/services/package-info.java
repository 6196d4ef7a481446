/** What the container itself gives to modules, wherever they run: configuration, log and key-value store. */
@NullMarked
package arcella.runtime.internal.services;

import org.jspecify.annotations.NullMarked;
