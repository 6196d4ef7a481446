package arcella.runtime.manifest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a manifest's lists of imports and exports: {@code ns:pkg}, {@code ns:pkg/iface}, each with an optional
 * {@code @version} or track such as {@code @0.2}.
 *
 * @param packageName {@code ns:pkg}
 * @param interfaceName the interface; empty stands for all of the package
 * @param version a version or track; empty stands for any
 */
public record InterfacePattern(String packageName, Optional<String> interfaceName, Optional<String> version) {

    private static final String WORDS = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
    private static final Pattern TEXT = Pattern.compile(
            "(" + WORDS + ":" + WORDS + ")(?:/(" + WORDS + "))?(?:@(\\d+(?:\\.\\d+){0,2}(?:[-+][0-9A-Za-z.+-]+)?))?");

    /** Reads an entry; empty if it is nothing of the kind. */
    public static Optional<InterfacePattern> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new InterfacePattern(
                        matcher.group(1), Optional.ofNullable(matcher.group(2)), Optional.ofNullable(matcher.group(3))))
                : Optional.empty();
    }

    /**
     * Whether an interface is meant. A full version means exactly that one, a track such as {@code 0.2} all versions that
     * begin so.
     *
     * @param ofPackage {@code ns:pkg}
     * @param name the interface's label
     * @param itsVersion its version, if it has one
     */
    public boolean matches(String ofPackage, String name, Optional<String> itsVersion) {
        if (!packageName.equals(ofPackage) || interfaceName.filter(wanted -> !wanted.equals(name)).isPresent()) {
            return false;
        }
        return version.isEmpty() || itsVersion.filter(given ->
                given.equals(version.get()) || isTrack(version.get()) && given.startsWith(version.get() + ".")).isPresent();
    }

    private static boolean isTrack(String version) {
        return version.chars().allMatch(c -> c == '.' || Character.isDigit(c))
                && version.chars().filter(c -> c == '.').count() < 2;
    }

    /** As a manifest writes it. */
    @Override
    public String toString() {
        return packageName + interfaceName.map(name -> "/" + name).orElse("") + version.map(v -> "@" + v).orElse("");
    }
}
