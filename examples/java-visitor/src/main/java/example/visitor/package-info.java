/** Java code that calls a module's exports through a Java interface of its own. */
@NullMarked
package example.visitor;

import org.jspecify.annotations.NullMarked;
