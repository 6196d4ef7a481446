package arcella.wit.reconstruct;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.Annotations;
import arcella.wit.ExternName;
import arcella.wit.Gate;
import arcella.wit.PackageId;
import arcella.wit.SemVer;
import arcella.wit.WitId;
import arcella.wit.component.AttributedName;
import arcella.wit.component.Component;
import arcella.wit.component.Definition;

/** What the names of a component's own imports and exports say beside the name. */
final class Attributes {

    private final Map<String, AttributedName> imports = new HashMap<>();
    private final Map<String, AttributedName> exports = new HashMap<>();

    /** Of a type, whose names come without attributes. */
    Attributes() {}

    Attributes(Component component) {
        for (Definition definition : component.definitions()) {
            if (definition instanceof Definition.Import one) {
                imports.put(one.name().name(), one.name());
            } else if (definition instanceof Definition.Export one) {
                exports.put(one.name().name(), one.name());
            }
        }
    }

    /** The interface that an import or export of a plain name implements, if that is said. */
    Optional<WitId> implemented(boolean imported, String name) {
        return of(imported, name)
                .flatMap(AttributedName::implementsName)
                .map(ExternName::parse)
                .filter(ExternName.Interface.class::isInstance)
                .map(parsed -> id((ExternName.Interface) parsed, Optional.empty()));
    }

    /** The annotations that can be told from an import or export. */
    Annotations annotations(boolean imported, String name) {
        return new Annotations(
                "", Gate.OPEN, of(imported, name).flatMap(AttributedName::externalId));
    }

    /** The interface of this name, with its full version. */
    WitId id(boolean imported, ExternName.Interface name) {
        return id(name, of(imported, name.toString()).flatMap(AttributedName::versionSuffix));
    }

    private Optional<AttributedName> of(boolean imported, String name) {
        return Optional.ofNullable((imported ? imports : exports).get(name));
    }

    /** A canonical name has a track only; its suffix completes the version, and zeros do where it is not kept. */
    private static WitId id(ExternName.Interface name, Optional<String> suffix) {
        if (name.track().isEmpty()) {
            return name.id();
        }
        String track = name.track().get().text();
        Optional<SemVer> full = suffix.flatMap(rest -> version(track + rest));
        SemVer version = full.orElseGet(() -> SemVer.parse(track.indexOf('.') < 0 ? track + ".0.0" : track + ".0"));
        PackageId owner = name.id().owner();
        return PackageId.of(owner.namespace(), owner.name(), version).item(name.id().name());
    }

    private static Optional<SemVer> version(String text) {
        try {
            return Optional.of(SemVer.parse(text));
        } catch (ArcellaException e) {
            return Optional.empty();
        }
    }
}
