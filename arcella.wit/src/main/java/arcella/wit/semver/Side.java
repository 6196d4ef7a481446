package arcella.wit.semver;

/** On which side of a contract items stand, and so which changes break it. */
enum Side {
    /** Others use the items: one that goes is missed, one that comes is no harm. */
    OFFERED,
    /** Others must bring the items: one that comes is not there yet, one that goes is no harm. */
    DEMANDED;

    Bump added() {
        return this == OFFERED ? Bump.MINOR : Bump.MAJOR;
    }

    Bump removed() {
        return this == OFFERED ? Bump.MAJOR : Bump.MINOR;
    }
}
