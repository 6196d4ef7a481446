/** SLF4J, bound to OSGi's Log Service: what Java bundles log through it stands in the container's log under their names. */
@NullMarked
package arcella.slf4j;

import org.jspecify.annotations.NullMarked;
