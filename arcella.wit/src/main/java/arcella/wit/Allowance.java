package arcella.wit;

import java.util.Objects;

import arcella.error.ArcellaException;

/**
 * How many letters may still be made of one input. What a binary or a text mentions by an index or a short name is written
 * out in full in what is made of it, wherever it is mentioned: types without names, of which each may contain the one before
 * twice, and names that are as long as the input. So letters are counted as they are made. For one input and one thing that
 * is made of it; one thread at a time.
 */
public final class Allowance {

    /** What even the smallest input may have. */
    public static final int AT_LEAST = 64 * 1024;

    /**
     * Letters for each byte of the input. The WIT of the official suite's components and those of toolchains have five at the
     * most, and those with many are shorter than a kilobyte.
     */
    public static final int PER_BYTE = 8;

    private final String problem;
    private final String reason;
    private final String remedy;
    private final long all;
    private long left;

    /**
     * @param bytes the length of the whole input
     * @param problem what is wrong if there is not enough, such as {@code the types are too large}; how many there may be follows
     * @param reason how so few bytes come to so much: {@code since …}
     * @param remedy what to do then
     */
    public Allowance(long bytes, String problem, String reason, String remedy) {
        this.problem = Objects.requireNonNull(problem, "problem");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.remedy = Objects.requireNonNull(remedy, "remedy");
        this.all = AT_LEAST + PER_BYTE * bytes;
        this.left = all;
    }

    /**
     * Pays for letters that are about to be made.
     *
     * @throws ArcellaException {@link WitError#WIT_LIMIT} if there are not so many left
     */
    public void spend(long letters) {
        left -= letters;
        if (left < 0) {
            throw new ArcellaException(WitError.WIT_LIMIT, problem + ": more than " + all + " letters, " + reason, remedy);
        }
    }

    /**
     * Pays for a name and what stands around it.
     *
     * @throws ArcellaException {@link WitError#WIT_LIMIT} if there is not enough left
     */
    public void spend(String name, int beside) {
        spend((long) name.length() + beside);
    }

    /** How many letters of so many may be made, for what is cut where there are too few. */
    public int atMost(int letters) {
        return Math.clamp(left, 0, letters);
    }

    /** Pays for letters that were cut to what {@link #atMost} said. */
    public void spent(int letters) {
        left -= Math.min(left, letters);
    }
}
