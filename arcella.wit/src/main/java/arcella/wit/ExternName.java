package arcella.wit;

import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * The name of an import or export of a component (Component Model, Explainer, "Import and Export Definitions", the
 * production {@code externname}).
 */
public sealed interface ExternName {

    /** A plain name: one label. */
    record Plain(String label) implements ExternName {
        /** Checks the label. */
        public Plain {
            Kebab.requireLabel(label, "import or export");
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** {@code [constructor]resource}. */
    record Constructor(String resource) implements ExternName {
        /** Checks the label. */
        public Constructor {
            Kebab.requireLabel(resource, "resource");
        }

        @Override
        public String toString() {
            return "[constructor]" + resource;
        }
    }

    /** {@code [method]resource.label}. */
    record Method(String resource, String label) implements ExternName {
        /** Checks the labels. */
        public Method {
            Kebab.requireLabel(resource, "resource");
            Kebab.requireLabel(label, "method");
        }

        @Override
        public String toString() {
            return "[method]" + resource + "." + label;
        }
    }

    /** {@code [static]resource.label}. */
    record Static(String resource, String label) implements ExternName {
        /** Checks the labels. */
        public Static {
            Kebab.requireLabel(resource, "resource");
            Kebab.requireLabel(label, "static function");
        }

        @Override
        public String toString() {
            return "[static]" + resource + "." + label;
        }
    }

    /**
     * The name of an interface.
     *
     * @param id the interface; without a version if {@code track} is given
     * @param track the semver track of a canonical interface name such as {@code wasi:http/types@0.2}
     */
    record Interface(WitId id, Optional<SemverTrack> track) implements ExternName {
        /** Refuses a version together with a track. */
        public Interface {
            Objects.requireNonNull(track, "track");
            if (track.isPresent() && id.owner().version().isPresent()) {
                throw new IllegalArgumentException("version and track in " + id);
            }
        }

        /** The track that this name asks for: the one given, or that of the version; empty if it has neither. */
        public Optional<SemverTrack> effectiveTrack() {
            return track.or(() -> id.owner().version().map(SemVer::track));
        }

        /** Whether an interface of this other name may stand in for it: same path, same track. */
        public boolean isCompatibleWith(Interface that) {
            return id.unversioned().equals(that.id.unversioned()) && effectiveTrack().equals(that.effectiveTrack());
        }

        @Override
        public String toString() {
            return id + track.map(t -> "@" + t).orElse("");
        }
    }

    /** The name of an interface with the version in its id, or none. */
    static Interface of(WitId id) {
        return new Interface(id, Optional.empty());
    }

    /**
     * Reads a name.
     *
     * @throws ArcellaException {@link WitError#BAD_NAME} if the text is of none of the forms
     */
    static ExternName parse(String text) {
        if (text.startsWith("[")) {
            return annotated(text);
        }
        if (text.indexOf(':') < 0) {
            return new Plain(text);
        }
        int at = text.indexOf('@');
        String version = at < 0 ? "" : text.substring(at + 1);
        // "0.0.3" is both a track and a version; the version says more.
        if (at >= 0 && SemverTrack.isCanonical(version) && !version.startsWith("0.0.")) {
            return new Interface(WitId.parse(text.substring(0, at)), Optional.of(new SemverTrack(version)));
        }
        return of(WitId.parse(text));
    }

    /**
     * The form in which the names of all imports, or of all exports, must differ (the same section, "Name Uniqueness"):
     * lower case, without the mark of methods and static functions, and a method with the name of its resource counts
     * as the resource itself.
     */
    default String uniqueForm() {
        return switch (this) {
            case Plain plain -> Kebab.fold(plain.label());
            case Constructor constructor -> Kebab.fold(constructor.toString());
            case Method method -> ExternNames.member(method.resource(), method.label());
            case Static function -> ExternNames.member(function.resource(), function.label());
            case Interface name -> Kebab.fold(name.toString());
        };
    }

    private static ExternName annotated(String text) {
        int close = text.indexOf(']');
        String mark = close < 0 ? text : text.substring(1, close);
        String rest = text.substring(close + 1);
        int dot = rest.indexOf('.');
        if (mark.equals("constructor")) {
            return new Constructor(rest);
        }
        if (dot < 0 || !mark.equals("method") && !mark.equals("static")) {
            throw new ArcellaException(
                    WitError.BAD_NAME,
                    "'" + text + "' is not the name of an import or export",
                    "write [constructor]resource, [method]resource.name or [static]resource.name");
        }
        String resource = rest.substring(0, dot);
        String label = rest.substring(dot + 1);
        return mark.equals("method") ? new Method(resource, label) : new Static(resource, label);
    }
}
