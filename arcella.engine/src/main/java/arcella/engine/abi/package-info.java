/**
 * The Canonical ABI, reference layer: lifting values out of and lowering them into one component instance's memory and
 * flat core values, written straight from the specification ({@code CanonicalABI.md}, sections "Loading", "Storing",
 * "Flat Lifting" and "Flat Lowering"). Always available, and what faster adapters are checked against.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.engine.abi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
