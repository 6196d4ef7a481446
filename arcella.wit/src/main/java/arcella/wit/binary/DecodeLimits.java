package arcella.wit.binary;

import arcella.wit.WitError;
import arcella.wit.component.ComponentException;

/**
 * How deep a component may nest. Sizes need no limit of their own: a decoded component takes a small multiple of its bytes.
 *
 * @param nesting how many components, component types and instance types may stand inside each other
 */
public record DecodeLimits(int nesting) {

    /** Deep enough for every real component, far from the end of a Java stack. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(100);

    public DecodeLimits {
        if (nesting < 1) {
            throw new IllegalArgumentException("nesting must be at least 1: " + nesting);
        }
    }

    void checkNesting(int depth, int offset) {
        if (depth > nesting) {
            throw ComponentException.beyond(WitError.COMPONENT_MALFORMED,
                    "nesting too deep: more than " + nesting + " components and types inside each other",
                    "put the inner ones beside each other, and alias them", offset);
        }
    }
}
