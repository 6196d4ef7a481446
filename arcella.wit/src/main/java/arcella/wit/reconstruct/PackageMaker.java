package arcella.wit.reconstruct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.Annotations;
import arcella.wit.ExternName;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitWorld;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.text.ResolvedWit;

/**
 * Reads a package that is encoded as a component (WIT, "Package Format"). Every export is a component type that wraps
 * definitions: one interface or world each in the encoding of today, and in the older one, whose only export is called
 * {@code namespace:package/wit}, all of the package.
 */
final class PackageMaker {

    private final InterfaceSet interfaces = new InterfaceSet();
    private final Omissions omissions;
    private final List<WitWorld> worlds = new ArrayList<>();
    /** What is known of interfaces from those who use them, to be added when the definitions are there. */
    private final List<Runnable> later = new ArrayList<>();

    private Optional<PackageId> home = Optional.empty();

    PackageMaker(Omissions omissions) {
        this.omissions = omissions;
    }

    ResolvedWit make(ResolvedComponent component) {
        if (!component.type().imports().isEmpty() || component.type().exports().isEmpty()) {
            throw noPackage("it has imports, or no exports");
        }
        component.type().exports().forEach((name, extern) -> {
            if (extern instanceof ExternType.Type named && named.type() instanceof ComponentType wrapper) {
                wrapper(wrapper);
            } else {
                throw noPackage("its export '" + name + "' is no component type");
            }
        });
        later.forEach(Runnable::run);
        PackageId id = home.orElseThrow(() -> noPackage("it defines nothing"));
        return new ResolvedWit(id, interfaces.library(id, worlds));
    }

    private void wrapper(ComponentType wrapper) {
        Origins origins = new Origins();
        Attributes attributes = new Attributes();
        wrapper.imports().forEach((name, extern) -> {
            WitId id = attributes.id(true, named(name));
            if (!(extern instanceof ExternType.Instance instance)) {
                throw noPackage("its definitions import '" + name + "', which is no interface");
            }
            omissions.allowance().spend(name, Letters.INTERFACE);
            WitInterface used =
                    BodyMaker.of(origins, Optional.of(id), instance.type(), omissions).toInterface(id.name(), Annotations.NONE);
            later.add(() -> interfaces.add(id, used));
        });
        wrapper.exports().forEach((name, extern) -> {
            WitId id = attributes.id(false, named(name));
            if (home.isPresent() && !home.get().equals(id.owner())) {
                throw noPackage("it defines things of '" + home.get() + "' and of '" + id.owner() + "'");
            }
            home = Optional.of(id.owner());
            omissions.allowance().spend(name, Letters.INTERFACE);
            switch (extern) {
                case ExternType.Instance instance ->
                    interfaces.add(
                            id,
                            BodyMaker.of(origins, Optional.of(id), instance.type(), omissions)
                                    .toInterface(id.name(), Annotations.NONE));
                case ExternType.Component world ->
                    later.add(() -> worlds.add(
                            new WorldMaker(world.type(), attributes, interfaces, omissions).make(id.name())));
                case ExternType.Type other -> throw noPackage("'" + name + "' is neither interface nor world");
                case ExternType.Func other -> throw noPackage("'" + name + "' is neither interface nor world");
                case ExternType.Module other -> throw noPackage("'" + name + "' is neither interface nor world");
                case ExternType.Value other -> throw noPackage("'" + name + "' is neither interface nor world");
            }
        });
    }

    private static ExternName.Interface named(String name) {
        if (ExternName.parse(name) instanceof ExternName.Interface id) {
            return id;
        }
        throw noPackage("'" + name + "' in it is not the name of an interface or world");
    }

    private static ArcellaException noPackage(String why) {
        return new ArcellaException(
                WitError.WIT_RESOLVE,
                "the component is not an encoded WIT package: " + why,
                "for the WIT of an ordinary component, ask for its world");
    }
}
