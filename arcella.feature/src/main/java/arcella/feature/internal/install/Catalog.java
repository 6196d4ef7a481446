package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.osgi.framework.Version;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;
import arcella.feature.internal.json.Json;
import arcella.feature.internal.json.JsonReader;
import arcella.feature.internal.json.Members;

/**
 * The features that can be installed by name: those of the distribution, and of the repositories. A repository is a folder with
 * JSON files and feature bundles, or a JSON file whose {@code features} lists paths of such. Read anew at each call: these are
 * a few small files.
 */
final class Catalog {

    private static final String DISTRIBUTION = "distribution";
    private static final int MOST_FILES = 1000;

    /** Of any protocol but file; an id of a feature has colons, too, and no slash. */
    private static final Pattern URL = Pattern.compile("(?!file:)[a-z][a-z+]+:[^:]*/.*|(?!file:)[a-z]+://.*");

    private final Path always;
    private final String called;

    /** With the distribution's own folder, which is always there. */
    Catalog(Path distribution) {
        this(distribution, DISTRIBUTION);
    }

    private Catalog(Path always, String called) {
        this.always = always;
        this.called = called;
    }

    /** Of one repository alone. */
    static Catalog of(Path repository) {
        return new Catalog(repository, repository.toString());
    }

    /**
     * What there is.
     *
     * @param offers the features
     * @param problems what does not read
     */
    record Contents(List<Offer> offers, List<Problem> problems) {

        /** The problems for people, a line each. */
        List<String> lines() {
            return problems.stream().map(Problem::text).toList();
        }
    }

    /**
     * What does not read.
     *
     * @param where the repository
     * @param mistake why not: of the repository itself, or of a file in it
     */
    record Problem(String where, ArcellaException mistake) {

        /** For people, who may have several repositories. */
        String text() {
            return where + ": " + mistake.getMessage();
        }
    }

    Contents contents(List<String> repositories) {
        Map<ArtifactId, Offer> offers = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        read(always, called, "", offers, problems);
        repositories.forEach(repository -> read(Path.of(repository), repository, ", or take it out with feature:repo-remove", offers, problems));
        return new Contents(List.copyOf(offers.values()), problems);
    }

    /** @param out what else is to be done about a repository that does not read itself */
    private static void read(Path repository, String where, String out, Map<ArtifactId, Offer> offers, List<Problem> problems) {
        try {
            for (Path file : files(repository)) {
                try {
                    offer(file, where).ifPresent(offer -> offers.putIfAbsent(offer.id(), offer));
                } catch (ArcellaException e) {
                    problems.add(new Problem(where, e));
                }
            }
        } catch (ArcellaException e) {
            problems.add(new Problem(where, new ArcellaException(e.code(), e.what(), e.remedy() + out, e)));
        }
    }

    private static Optional<Offer> offer(Path file, String where) {
        if (file.toString().endsWith(".jar") && Files.isRegularFile(file)) {
            try {
                return FeatureFiles.bundle(file, where);
            } catch (IOException e) {
                throw new ArcellaException(FeatureError.REPOSITORY, file + " cannot be read: " + IoReason.of(e), "check it", e);
            }
        }
        return Optional.of(FeatureFiles.read(file, where));
    }

    /** The files of a repository that may be features. */
    static List<Path> files(Path repository) {
        List<Path> files = new ArrayList<>();
        try {
            if (Files.isDirectory(repository)) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(repository, "*.{json,jar}")) {
                    found.forEach(files::add);
                }
                files.sort(Comparator.naturalOrder());
            } else if (repository.toString().endsWith(".jar") && Files.isRegularFile(repository)) {
                throw new ArcellaException(FeatureError.REPOSITORY, repository + " is a jar, and no folder or JSON file with features",
                        "give the folder that it lies in; a feature bundle is installed with feature:install");
            } else {
                Members members = new Members(JsonReader.read(text(repository), repository.toString()));
                members.text("name");
                for (Json item : Members.items(members.get("features"))) {
                    files.add(repository.resolveSibling(Members.text(item)).normalize());
                }
                members.refuseOthers();
            }
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.REPOSITORY, "the repository " + repository + " cannot be read: " + IoReason.of(e), "check it", e);
        }
        if (files.size() > MOST_FILES) {
            throw new ArcellaException(FeatureError.REPOSITORY, repository + " has more than " + MOST_FILES + " files", "split it");
        }
        return files;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FeatureFiles.text(in, file.toString());
        }
    }

    /** A path that an operator gave: whole, or a file: URL; empty if it is neither. */
    static Optional<Path> path(String text) {
        if (URL.matcher(text).matches()) {
            throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "'" + text + "' is no file: features are not read from such URLs, and"
                    + " Karaf's XML features nowhere", "give the JSON or jar of an OSGi feature, see docs/FEATURES.md; single bundles are"
                    + " installed with bundle:install mvn:GROUP/ARTIFACT/VERSION");
        }
        if (text.startsWith("file:")) {
            try {
                return Optional.of(Path.of(new URI(text)).normalize());
            } catch (java.net.URISyntaxException | IllegalArgumentException e) {
                throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "'" + text + "' is no URL of a file: " + e.getMessage(),
                        "write file:/whole/path", e);
            }
        }
        if (text.startsWith("/")) {
            try {
                return Optional.of(Path.of(text).normalize());
            } catch (InvalidPathException e) {
                throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "'" + text + "' is no path: " + e.getReason(), "check it", e);
            }
        }
        if (text.contains("/") || text.endsWith(".json") || text.endsWith(".jar")) {
            throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "'" + text + "' is no whole path",
                    "give its whole path, such as /srv/app/shop.json");
        }
        return Optional.empty();
    }

    /** The feature in the file that an operator means; empty if it is no file that he named. */
    static Optional<Offer> file(Wanted wanted) {
        return wanted.content().map(content -> FeatureFiles.sent(content, wanted.text()))
                .or(() -> path(wanted.text()).map(path -> FeatureFiles.read(path, "file")));
    }

    /** The feature that an operator means, in a file or by name. */
    Offer find(Wanted wanted, List<String> repositories) {
        Optional<Offer> file = file(wanted);
        if (file.isPresent()) {
            return file.get();
        }
        String text = wanted.text();
        List<Offer> all = contents(repositories).offers();
        ArtifactId id = pick(text, all.stream().map(Offer::id).toList(), "see feature:list, or give the path of its file");
        return all.stream().filter(offer -> offer.id().equals(id)).findFirst().orElseThrow();
    }

    /**
     * The id that is meant by a name: itself, {@code artifact}, {@code artifact@version}; the newest of several versions.
     *
     * @throws ArcellaException {@link FeatureError#UNKNOWN_FEATURE} if none or several are
     */
    static ArtifactId pick(String text, List<ArtifactId> all, String otherwise) {
        int at = text.indexOf('@');
        List<ArtifactId> fitting = all.stream().filter(id -> id.toString().equals(text)
                || at < 0 && id.artifact().equals(text)
                || at >= 0 && id.artifact().equals(text.substring(0, at)) && id.version().equals(text.substring(at + 1))).toList();
        if (fitting.isEmpty()) {
            throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "there is no feature '" + text + "'",
                    Nearest.remedy(text, all.stream().map(ArtifactId::artifact).toList(), otherwise));
        }
        if (fitting.stream().map(ArtifactId::group).distinct().count() > 1) {
            throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "'" + text + "' may be "
                    + String.join(" or ", fitting.stream().map(ArtifactId::toString).toList()), "write the whole id");
        }
        return fitting.stream().max(Comparator.comparing(id -> version(id.version()))).orElseThrow();
    }

    /** Maven's versions in OSGi's order; what is no number counts as a qualifier. */
    static Version version(String text) {
        String[] parts = text.split("[.-]", 4);
        int[] numbers = new int[3];
        for (int i = 0; i < 3 && i < parts.length; i++) {
            if (!parts[i].matches("\\d{1,9}")) {
                return new Version(numbers[0], numbers[1], numbers[2], qualifier(String.join("-", List.of(parts).subList(i, parts.length))));
            }
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return new Version(numbers[0], numbers[1], numbers[2], parts.length > 3 ? qualifier(parts[3]) : "");
    }

    private static String qualifier(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
