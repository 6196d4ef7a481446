package arcella.wit;

/** What {@link ExternName} keeps to itself. */
final class ExternNames {

    private ExternNames() {}

    /** The unique form of a method or static function. */
    static String member(String resource, String label) {
        String left = Kebab.fold(resource);
        String right = Kebab.fold(label);
        return left.equals(right) ? left : left + "." + right;
    }
}
