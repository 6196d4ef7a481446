/**
 * Reads WebAssembly binaries: whole components into {@code arcella.wit.component}, and of core modules what component
 * validation needs to know. Only the grammar is checked here; every failure is a
 * {@link arcella.wit.component.ComponentException} with the byte offset.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wit.binary;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
