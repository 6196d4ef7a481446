package arcella.wit.reconstruct;

import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.WitId;

/**
 * How many letters of WIT may still be made of one component. Types without names are shared in the binary, where each
 * mention takes a byte, and written out in WIT: their text grows with the power of their levels, and with names that are as
 * long as the component. So it is counted as it is made. For one component.
 */
final class Allowance {

    /** What even the smallest component may have. */
    static final int AT_LEAST = 64 * 1024;

    /**
     * Letters for each byte of the component. The components of the official suite and of toolchains have five at the most,
     * and those with many are shorter than a kilobyte.
     */
    static final int PER_BYTE = 8;

    /** What a line has beside its names: room in front, punctuation, {@code func()}. */
    static final int LINE = 16;

    /** What an interface of a package has beside its names: an import, its first and last line, and those of the package. */
    static final int INTERFACE = 48;

    /** What a part of a type has beside its names: {@code tuple<>, }. */
    static final int PART = 9;

    private final long all;
    private long left;

    /** @param bytes the length of the whole component */
    Allowance(int bytes) {
        this.all = AT_LEAST + (long) PER_BYTE * bytes;
        this.left = all;
    }

    /** Pays for letters that are about to be made. */
    void spend(long letters) {
        left -= letters;
        if (left < 0) {
            throw new ArcellaException(WitError.WIT_LIMIT,
                    "the component's types are too large to be written as WIT: more than " + all
                            + " letters, since types without names, which the binary shares, are written out in full wherever"
                            + " they are mentioned, and names as often",
                    "give the large types names, or shorter ones, or use the component without its WIT");
        }
    }

    /** Pays for a name and what stands around it. */
    void spend(String name, int beside) {
        spend((long) name.length() + beside);
    }

    /** Pays for taking over a type from an interface. */
    void use(WitId from, String original, String name) {
        spend((long) from.toString().length() + original.length() + name.length() + LINE);
    }
}
