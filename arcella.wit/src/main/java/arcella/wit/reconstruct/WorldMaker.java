package arcella.wit.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.Annotations;
import arcella.wit.ExternName;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitWorld;
import arcella.wit.WorldItem;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;

/** Makes a world from the type of a component, and on the way the interfaces that it names. */
final class WorldMaker {

    private final ComponentType type;
    private final Attributes attributes;
    private final InterfaceSet interfaces;
    private final Origins origins = new Origins();
    private final BodyMaker body = new BodyMaker(origins, Optional.empty());

    /** @param interfaces where to put the interfaces */
    WorldMaker(ComponentType type, Attributes attributes, InterfaceSet interfaces) {
        this.type = type;
        this.attributes = attributes;
        this.interfaces = interfaces;
    }

    WitWorld make(String label) {
        List<WorldItem> imports = new ArrayList<>();
        List<WorldItem> exports = new ArrayList<>();
        type.imports().forEach((name, extern) -> {
            if (extern instanceof ExternType.Type) {
                body.add(name, extern);
            } else {
                imports.add(item(true, name, extern));
            }
        });
        type.exports().forEach((name, extern) -> exports.add(item(false, name, extern)));
        return new WitWorld(label, body.types(), imports, exports, List.of(), Annotations.NONE);
    }

    private WorldItem item(boolean imported, String name, ExternType extern) {
        Annotations annotations = attributes.annotations(imported, name);
        return switch (ExternName.parse(name)) {
            case ExternName.Interface one -> {
                WitId id = attributes.id(imported, one);
                addInterface(id, instance(name, extern));
                yield new WorldItem.Interface(id, Annotations.NONE);
            }
            case ExternName.Plain plain ->
                switch (extern) {
                    case ExternType.Func func ->
                        new WorldItem.Function(body.free(plain.label(), func.type(), annotations));
                    case ExternType.Instance instance -> plainInstance(imported, plain.label(), instance.type(), annotations);
                    case ExternType.Type other -> throw formless(name, other);
                    case ExternType.Module other -> throw formless(name, other);
                    case ExternType.Value other -> throw formless(name, other);
                    case ExternType.Component other -> throw formless(name, other);
                };
            case ExternName.Constructor other -> throw formless(name, extern);
            case ExternName.Method other -> throw formless(name, extern);
            case ExternName.Static other -> throw formless(name, extern);
        };
    }

    private WorldItem plainInstance(boolean imported, String label, InstanceType type, Annotations annotations) {
        BodyMaker maker = BodyMaker.of(origins, Optional.empty(), type);
        Optional<WitId> implemented = attributes.implemented(imported, label);
        if (implemented.isPresent()) {
            // Each such import has resources of its own: none of them is that of the interface.
            interfaces.add(implemented.get(), maker.toInterface(implemented.get().name(), Annotations.NONE));
            return new WorldItem.Implements(label, implemented.get(), annotations);
        }
        return new WorldItem.Inline(maker.toInterface(label, annotations));
    }

    private void addInterface(WitId id, InstanceType type) {
        interfaces.add(
                id, BodyMaker.of(origins, Optional.of(id), type).toInterface(id.name(), Annotations.NONE));
    }

    private static InstanceType instance(String name, ExternType extern) {
        if (extern instanceof ExternType.Instance instance) {
            return instance.type();
        }
        throw formless(name, extern);
    }

    private static ArcellaException formless(String name, ExternType extern) {
        return new ArcellaException(
                WitError.WIT_RESOLVE,
                "a world has no form for '" + name + "', a " + extern.kind(),
                "use the component without its WIT");
    }
}
