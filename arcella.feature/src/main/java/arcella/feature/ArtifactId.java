package arcella.feature;

import java.util.Optional;
import java.util.regex.Pattern;

import arcella.error.ArcellaException;

/**
 * What a feature or one of its parts is called, in Maven's coordinates: {@code group:artifact[:type[:classifier]]:version}.
 *
 * @param group such as {@code com.example}
 * @param artifact such as {@code shop}
 * @param type how its file's name ends, {@code jar} unless said otherwise
 * @param classifier tells files of one version apart
 * @param version its version
 */
public record ArtifactId(String group, String artifact, String type, Optional<String> classifier, String version) {

    private static final int LONGEST = 256;
    private static final String USUAL_TYPE = "jar";
    /** No slashes and no leading dots: they become folders and file names. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    public ArtifactId {
        String all = group + ":" + artifact + ":" + version;
        check(all, group);
        check(all, artifact);
        check(all, type);
        classifier.ifPresent(part -> check(all, part));
        check(all, version);
        if (group.contains("..")) {
            throw bad(all);
        }
    }

    private static void check(String all, String part) {
        if (part.length() > LONGEST || !PART.matcher(part).matches()) {
            throw bad(all);
        }
    }

    /**
     * Reads an id.
     *
     * @throws ArcellaException {@link FeatureError#BAD_FEATURE} if it is none
     */
    public static ArtifactId of(String text) {
        String[] parts = text.split(":", -1);
        return switch (parts.length) {
            case 3 -> new ArtifactId(parts[0], parts[1], USUAL_TYPE, Optional.empty(), parts[2]);
            case 4 -> new ArtifactId(parts[0], parts[1], parts[2], Optional.empty(), parts[3]);
            case 5 -> new ArtifactId(parts[0], parts[1], parts[2], Optional.of(parts[3]), parts[4]);
            default -> throw bad(text);
        };
    }

    private static ArcellaException bad(String text) {
        return new ArcellaException(FeatureError.BAD_FEATURE, "'" + shorten(text) + "' is no id",
                "write group:artifact:version or group:artifact:type[:classifier]:version, such as com.example:shop:1.0.0");
    }

    private static String shorten(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** The name of its file. */
    public String fileName() {
        return artifact + "-" + version + classifier.map(part -> "-" + part).orElse("") + "." + type;
    }

    /** Where its file lies in a Maven repository. */
    public String path() {
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + fileName();
    }

    @Override
    public String toString() {
        String middle = classifier.map(part -> ":" + type + ":" + part)
                .orElse(type.equals(USUAL_TYPE) ? "" : ":" + type);
        return group + ":" + artifact + middle + ":" + version;
    }
}
