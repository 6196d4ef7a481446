/**
 * Values on their way from one component instance straight into another: what lifting on one side and lowering on the
 * other do together ({@code CanonicalABI.md}), without making Java values in between.
 */
@NullMarked
package arcella.engine.internal.fused;

import org.jspecify.annotations.NullMarked;
