package arcella.runtime.internal.wiring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Version;

import arcella.wit.SemVer;
import arcella.wit.WitId;
import arcella.wit.WitType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeText;

/**
 * An interface that a module imports or exports.
 *
 * @param name as the component writes it
 * @param id the same, read
 * @param type its type
 * @param digests its functions with the digests of their types
 */
public record Interface(String name, WitId id, InstanceType type, Map<String, String> digests) {

    /** Copies the map. */
    public Interface {
        // Map.copyOf looks through all keys of one hash code, which names can be chosen to have.
        digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
    }

    /** Its path without version. */
    public String path() {
        return id.unversioned().toString();
    }

    /** Its version, if it has one. */
    public Optional<SemVer> version() {
        return id.owner().version();
    }

    /** The track of its version; empty if it has none. */
    public String track() {
        return version().map(version -> version.track().text()).orElse("");
    }

    /** What names its track: path and track. */
    public String key() {
        return track().isEmpty() ? path() : path() + "@" + track();
    }

    /** One text for each function with its type, for the property {@code arcella.wit.functions} and filters on it. */
    public List<String> functions() {
        List<String> texts = new ArrayList<>(digests.size());
        digests.forEach((function, digest) -> texts.add(key() + "#" + function + "=" + digest));
        texts.sort(null);
        return texts;
    }

    /** What an export declares in {@code Provide-Capability}. */
    public String capability() {
        return Properties.INTERFACE + ";" + Properties.INTERFACE + "=\"" + path() + "\"" + version().map(version -> ";"
                + Properties.TRACK + "=\"" + track() + "\";" + Properties.VERSION + ":Version=\"" + osgi(version) + "\"").orElse("")
                + ";effective:=active";
    }

    /** What an import declares in {@code Require-Capability}. */
    public String requirement() {
        return Properties.INTERFACE + ";filter:=\"(&(" + Properties.INTERFACE + "=" + path() + ")"
                + (track().isEmpty() ? "(!(" + Properties.VERSION + "=*))" : "(" + Properties.TRACK + "=" + track() + ")")
                + ")\";effective:=active";
    }

    /** OSGi has no prereleases: their words become a qualifier. */
    static Version osgi(SemVer version) {
        String qualifier = String.join("_", version.prerelease());
        return new Version((int) Math.min(Integer.MAX_VALUE, version.major()),
                (int) Math.min(Integer.MAX_VALUE, version.minor()), (int) Math.min(Integer.MAX_VALUE, version.patch()),
                qualifier);
    }

    /** Whether this export can stand in for that import, as far as names and types go. */
    public boolean satisfies(Interface wanted) {
        return key().equals(wanted.key()) && wanted.digests().entrySet().stream()
                .allMatch(function -> function.getValue().equals(digests.get(function.getKey())));
    }

    /** How this export differs from an import: the functions that are wanted and not had so, in WIT's manner. */
    public List<String> differences(Interface wanted) {
        ClosedTypes types = new ClosedTypes();
        List<String> differences = new ArrayList<>();
        wanted.digests().keySet().stream().sorted().filter(name -> !wanted.digests().get(name).equals(digests.get(name)))
                .forEach(name -> differences.add(digests.containsKey(name) ? difference(name, wanted, types)
                        : "wanted is " + wanted.text(name, types, false) + ", and not offered"));
        return differences;
    }

    /** With the parts of named types where the difference lies inside them. */
    private String difference(String name, Interface wanted, ClosedTypes types) {
        boolean inside = wanted.text(name, types, false).equals(text(name, types, false));
        return "wanted is " + wanted.text(name, types, inside) + ", offered " + text(name, types, inside);
    }

    private String text(String name, ClosedTypes types, boolean parts) {
        FuncType type = function(name).orElseThrow();
        List<WitType> results = types.result(type).stream().toList();
        return name + ": " + (parts ? TypeText.signatureOfParts(types.params(type), results)
                : TypeText.signature(types.params(type), results, Map.of(), TypeText.MOST_LETTERS));
    }

    /** The type of one of its functions. */
    Optional<FuncType> function(String function) {
        return type.exports().get(function) instanceof ExternType.Func(FuncType found)
                ? Optional.of(found) : Optional.empty();
    }
}
