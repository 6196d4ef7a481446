/** The package {@code shop:ledger@0.1} of the shop's modules, implemented in Java. */
@NullMarked
package example.ledger;

import org.jspecify.annotations.NullMarked;
