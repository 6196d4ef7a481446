/** The container itself: from requests and bundle events to the store, the bundles and the modules' lives. */
@NullMarked
package arcella.runtime.internal.container;

import org.jspecify.annotations.NullMarked;
