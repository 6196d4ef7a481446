package arcella.wit.semver;

/** Words for where something changed. Each change has them, so names that all share are cut when they are long. */
final class Place {

    private static final int MOST_LETTERS = 100;

    private Place() {}

    /** Such as {@code interface 'a:b/c'}. */
    static String of(String kind, Object name) {
        return kind + " '" + cut(name.toString()) + "'";
    }

    /** Something inside of something. */
    static String inside(String place, String kind, Object name) {
        return place + ", " + of(kind, name);
    }

    static String cut(String name) {
        return name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS) + "…";
    }
}
