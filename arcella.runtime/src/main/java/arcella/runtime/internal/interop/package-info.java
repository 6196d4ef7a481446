/** Java and WIT, both ways: Java services that satisfy modules' imports, and modules' exports as typed Java services. */
@NullMarked
package arcella.runtime.internal.interop;

import org.jspecify.annotations.NullMarked;
