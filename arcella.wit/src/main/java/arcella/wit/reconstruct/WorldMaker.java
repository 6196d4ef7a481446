package arcella.wit.reconstruct;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.wit.Annotations;
import arcella.wit.ExternName;
import arcella.wit.WitId;
import arcella.wit.WitWorld;
import arcella.wit.WorldItem;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ValueType;

/** Makes a world from the type of a component, and on the way the interfaces that it names. */
final class WorldMaker {

    private final ComponentType type;
    private final Attributes attributes;
    private final InterfaceSet interfaces;
    private final Omissions omissions;
    private final Origins origins = new Origins();
    private final BodyMaker body;

    /** @param interfaces where to put the interfaces */
    WorldMaker(ComponentType type, Attributes attributes, InterfaceSet interfaces, Omissions omissions) {
        this.type = type;
        this.attributes = attributes;
        this.interfaces = interfaces;
        this.omissions = omissions;
        Set<String> taken = new HashSet<>(type.imports().keySet());
        taken.addAll(type.exports().keySet());
        this.body = new BodyMaker(origins, Optional.empty(), taken, omissions);
    }

    WitWorld make(String label) {
        omissions.allowance().spend(label, Letters.LINE);
        List<WorldItem> imports = new ArrayList<>();
        List<WorldItem> exports = new ArrayList<>();
        type.imports().forEach((name, extern) -> omissions.attempt(name, () -> {
            if (extern instanceof ExternType.Type || isMember(name)) {
                body.add(name, extern);
            } else {
                imports.add(item(true, name, extern));
            }
        }));
        type.exports().forEach((name, extern) -> omissions.attempt(name, () -> {
            if (extern instanceof ExternType.Type(ValueType value) && !type.imports().containsKey(name)) {
                body.add(name, extern);
                omissions.note("'" + name + "' is an exported type; it stands among the types of the world, which are imported");
            } else {
                exports.add(item(false, name, extern));
            }
        }));
        return new WitWorld(label, body.types(), imports, exports, List.of(), Annotations.NONE);
    }

    /** Whether the name is that of a function of a resource, which stands in the resource. */
    private static boolean isMember(String name) {
        return name.startsWith("[");
    }

    private WorldItem item(boolean imported, String name, ExternType extern) {
        Annotations annotations = attributes.annotations(imported, name);
        return switch (ExternName.parse(name)) {
            case ExternName.Interface one -> {
                WitId id = attributes.id(imported, one);
                omissions.allowance().spend(name, Letters.INTERFACE);
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
        omissions.allowance().spend(Letters.LINE);
        BodyMaker maker = BodyMaker.of(origins, Optional.empty(), type, omissions);
        Optional<WitId> implemented = attributes.implemented(imported, label);
        if (implemented.isPresent()) {
            omissions.allowance().spend(2L * implemented.get().toString().length() + Letters.INTERFACE);
            // Each such import has resources of its own: none of them is that of the interface.
            interfaces.add(implemented.get(), maker.toInterface(implemented.get().name(), Annotations.NONE));
            return new WorldItem.Implements(label, implemented.get(), annotations);
        }
        return new WorldItem.Inline(maker.toInterface(label, annotations));
    }

    private void addInterface(WitId id, InstanceType type) {
        interfaces.add(
                id, BodyMaker.of(origins, Optional.of(id), type, omissions).toInterface(id.name(), Annotations.NONE));
    }

    private static InstanceType instance(String name, ExternType extern) {
        if (extern instanceof ExternType.Instance instance) {
            return instance.type();
        }
        throw formless(name, extern);
    }

    private static ArcellaException formless(String name, ExternType extern) {
        return Omissions.formless("a world has no form for '" + name + "', " + DefType.withArticle(extern.kind()));
    }
}
