package arcella.wit.reconstruct;

import arcella.wit.Allowance;
import arcella.wit.WitId;

/** What parts of WIT have in letters beside their names. */
final class Letters {

    /** A line: room in front, punctuation, {@code func()}. */
    static final int LINE = 16;

    /** An interface of a package: an import, its first and last line, and those of the package. */
    static final int INTERFACE = 48;

    /** A part of a type: {@code tuple<>, }. */
    static final int PART = 9;

    private Letters() {}

    /** What may be made of a component of so many bytes. */
    static Allowance ofComponent(int bytes) {
        return new Allowance(bytes,
                "the component's types are too large to be written as WIT",
                "since types without names, which the binary shares, are written out in full wherever they are mentioned, and"
                        + " names as often",
                "give the large types names, or shorter ones, or use the component without its WIT");
    }

    /** Pays for taking over a type from an interface. */
    static void use(Allowance allowance, WitId from, String original, String name) {
        allowance.spend((long) from.toString().length() + original.length() + name.length() + LINE);
    }
}
