package arcella.feature.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.Feature.Artifact;
import arcella.feature.Feature.Module;
import arcella.feature.Feature.Settings;
import arcella.feature.FeatureError;

/**
 * The JSON of a feature (OSGi Compendium, chapter 159), read and not yet given its variables. Immutable.
 *
 * <p>Arcella's own are two extensions of type {@code artifacts}: {@code arcella-modules} has modules, with the keys
 * {@code file}, {@code manifest}, {@code start}, {@code grants} and {@code sha256}; {@code arcella-requires} has the ids of
 * features.
 *
 * @param file the file's name
 * @param text the text
 * @param id the feature's id
 * @param tree what was read
 */
public record FeatureText(String file, String text, ArtifactId id, Json.Object tree) {

    private static final String MODULES = "arcella-modules";
    private static final String REQUIRES = "arcella-requires";
    private static final List<String> OWN = List.of(MODULES, REQUIRES);
    private static final String VARIABLES = "variables";
    private static final List<String> VERSIONS = List.of("1.0", "1.0.0", "1");
    private static final int MOST_PARTS = 1000;

    /**
     * Reads a feature's JSON.
     *
     * @throws ArcellaException {@link FeatureError#BAD_FEATURE} with the place, if it does not read
     */
    public static FeatureText read(String text, String file) {
        Json value = JsonReader.read(text, file);
        Members members = new Members(value);
        members.text("feature-resource-version").filter(version -> !VERSIONS.contains(version)).ifPresent(version -> {
            throw new ArcellaException(FeatureError.NOT_SUPPORTED,
                    members.get("feature-resource-version").place() + " is '" + version + "'", "write 1.0");
        });
        return new FeatureText(file, text, id(members.get("id")), (Json.Object) value);
    }

    /** Its description as it is written, or its name if there is none; may be empty. */
    public String summary() {
        Members members = new Members(tree);
        return members.text("description").or(() -> members.text("name")).orElse("");
    }

    /** Where a configuration stands, or its property; in the text as it was written. */
    public Place place(String pid, Optional<String> key) {
        Json configurations = tree.members().getOrDefault("configurations", tree);
        Json configuration = member(configurations, pid::equals).orElse(configurations);
        return key.flatMap(name -> member(configuration, written -> Values.name(written).equals(name))).orElse(configuration).place();
    }

    private static Optional<Json> member(Json value, Predicate<String> wanted) {
        return value instanceof Json.Object(Place _, Map<String, Json> members)
                ? members.entrySet().stream().filter(member -> wanted.test(member.getKey())).map(Map.Entry::getValue).findFirst() : Optional.empty();
    }

    /**
     * The feature.
     *
     * @param given the values that an operator gives to variables
     * @throws ArcellaException {@link FeatureError#BAD_FEATURE}, {@link FeatureError#VARIABLE} or
     *     {@link FeatureError#NOT_SUPPORTED}, with the place
     */
    public Feature feature(Map<String, String> given) {
        Members raw = new Members(tree);
        Map<String, Json> defaults = raw.find(VARIABLES).map(value -> new Members(value).all()).orElse(Map.of());
        Variables variables = new Variables(defaults, given);
        Map<String, Json> replaced = new LinkedHashMap<>();
        tree.members().forEach((key, value) -> replaced.put(key, key.equals(VARIABLES) ? value : variables.replace(value)));
        Members members = new Members(new Json.Object(tree.place(), replaced));
        List<String> notes = new ArrayList<>();
        for (String known : List.of("feature-resource-version", "id", VARIABLES)) {
            members.find(known);
        }
        for (String text : List.of("vendor", "license", "docURL", "scm", "SCM")) {
            members.text(text);
        }
        members.texts("categories");
        List<Artifact> bundles = members.items("bundles").stream().map(item -> bundle(item, notes)).toList();
        List<ArtifactId> requires = new ArrayList<>();
        List<Module> modules = new ArrayList<>();
        members.find("extensions").ifPresent(value -> new Members(value).all().forEach((name, extension) ->
                extension(name, extension, requires, modules, notes)));
        Feature feature = new Feature(id, members.text("name").orElse(""), members.text("description").orElse(""),
                members.truth("complete", false), requires, bundles,
                members.find("configurations").map(FeatureText::configurations).orElse(List.of()),
                members.find("framework-properties").map(FeatureText::properties).orElse(Map.of()), modules, notes);
        members.refuseOthers();
        check(feature, members);
        return feature;
    }

    private static void check(Feature feature, Members members) {
        if (feature.complete() && !feature.requires().isEmpty()) {
            throw new ArcellaException(FeatureError.BAD_FEATURE,
                    members.get("complete").place() + " says that the feature needs no other, and it requires "
                            + feature.requires().getFirst(), "leave out one of both");
        }
        List<String> seen = new ArrayList<>();
        feature.bundles().forEach(bundle -> once(bundle.id().toString(), seen));
        feature.modules().forEach(module -> once(module.artifact().id().artifact() + "@" + module.artifact().id().version(), seen));
        feature.configurations().forEach(settings -> once(settings.pid(), seen));
        if (seen.size() > MOST_PARTS) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, feature.id() + " has more than " + MOST_PARTS + " parts",
                    "split it");
        }
    }

    private static void once(String what, List<String> seen) {
        if (seen.contains(what)) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, "the feature has " + what + " twice", "leave out one of both");
        }
        seen.add(what);
    }

    private static ArtifactId id(Json value) {
        try {
            return ArtifactId.of(Members.text(value));
        } catch (ArcellaException e) {
            throw e.what().startsWith(value.place().toString()) ? e
                    : new ArcellaException(e.code(), value.place() + ": " + e.what(), e.remedy(), e);
        }
    }

    /** Other keys of a bundle are metadata that anybody may have added. */
    private static Artifact bundle(Json item, List<String> notes) {
        if (item instanceof Json.Text) {
            return new Artifact(id(item), Optional.empty(), Optional.empty());
        }
        Members members = new Members(item);
        Artifact bundle = artifact(members);
        List<String> own = List.of("id", "file", "sha256");
        members.all().keySet().stream().filter(key -> !own.contains(key)).forEach(key -> {
            Optional<String> near = Nearest.to(key, own);
            if (near.isPresent()) {
                members.refuseOthers();
            }
            notes.add(members.all().get(key).place() + ": '" + key + "' means nothing here");
        });
        return bundle;
    }

    private static Artifact artifact(Members members) {
        return new Artifact(id(members.get("id")), members.text("file"), members.text("sha256").map(hash -> {
            if (!hash.matches("[0-9a-f]{64}")) {
                throw new ArcellaException(FeatureError.BAD_FEATURE, members.get("sha256").place() + " is no SHA-256",
                        "write 64 lower-case hexadecimal digits");
            }
            return hash;
        }));
    }

    private static void extension(String name, Json value, List<ArtifactId> requires, List<Module> modules, List<String> notes) {
        Members members = new Members(value);
        String kind = members.text("kind").orElse("optional");
        if (!List.of("mandatory", "optional", "transient").contains(kind)) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, members.get("kind").place() + " is '" + kind + "'",
                    "write mandatory, optional or transient");
        }
        if (!OWN.contains(name)) {
            Optional<String> near = Nearest.to(name, OWN);
            if (kind.equals("mandatory") || near.isPresent()) {
                throw new ArcellaException(FeatureError.NOT_SUPPORTED, members.place() + ": there is no extension '" + name + "'",
                        near.map(other -> "did you mean '" + other + "'?").orElse("leave it out, or make it optional"));
            }
            notes.add(members.place() + ": the extension '" + name + "' means nothing here");
            return;
        }
        if (!members.text("type").orElse("artifacts").equalsIgnoreCase("artifacts")) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, members.get("type").place() + " is not artifacts",
                    "write \"type\": \"artifacts\"");
        }
        for (Json item : members.items("artifacts")) {
            if (name.equals(REQUIRES)) {
                requires.add(required(item));
            } else {
                modules.add(module(item));
            }
        }
        members.refuseOthers();
    }

    private static ArtifactId required(Json item) {
        if (item instanceof Json.Text) {
            return id(item);
        }
        Members members = new Members(item);
        ArtifactId id = id(members.get("id"));
        members.refuseOthers();
        return id;
    }

    private static Module module(Json item) {
        if (item instanceof Json.Text) {
            return new Module(new Artifact(id(item), Optional.empty(), Optional.empty()), Optional.empty(), true, Optional.empty());
        }
        Members members = new Members(item);
        Module module = new Module(artifact(members), members.text("manifest"), members.truth("start", true), members.texts("grants"));
        members.refuseOthers();
        return module;
    }

    private static List<Settings> configurations(Json value) {
        List<Settings> all = new ArrayList<>();
        new Members(value).all().forEach((pid, properties) -> {
            if (pid.isBlank() || pid.length() > 200 || pid.startsWith(":") || pid.chars().anyMatch(Character::isISOControl)) {
                throw new ArcellaException(FeatureError.BAD_FEATURE, properties.place() + ": '" + pid
                        + "' cannot be the name of a configuration", "write it like arcella.module.NAME, or FACTORY~NAME");
            }
            Map<String, Object> read = new LinkedHashMap<>();
            // Configuration Admin tells keys apart without their case.
            Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            new Members(properties).all().forEach((key, property) -> {
                String name = Values.name(key);
                if (name.isEmpty() || !names.add(name)) {
                    throw new ArcellaException(FeatureError.BAD_FEATURE, property.place() + ": '" + key
                            + "' is no key, or stands twice, in whatever case", "give each property one name");
                }
                read.put(name, Values.of(key, property));
            });
            all.add(new Settings(pid, read));
        });
        return all;
    }

    private static Map<String, String> properties(Json value) {
        Map<String, String> all = new LinkedHashMap<>();
        new Members(value).all().forEach((key, property) -> all.put(key, switch (property) {
            case Json.Text(Place _, String text) -> text;
            case Json.Number number -> number.value().toPlainString();
            case Json.Truth truth -> Boolean.toString(truth.value());
            case Json.Object _, Json.Array _, Json.Null _ -> throw Members.wrong(property, "text, a number, true or false");
        }));
        return all;
    }
}
