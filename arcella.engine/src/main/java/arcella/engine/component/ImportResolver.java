package arcella.engine.component;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import arcella.engine.EngineError;
import arcella.engine.binding.BindingException;
import arcella.engine.binding.HostMethod;
import arcella.engine.binding.HostObject;
import arcella.engine.binding.ResourceBinding;
import arcella.error.ArcellaException;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.typed.ClosedTypes;

/** Matches the imports of one component with what a linker offers, for one instance. */
final class ImportResolver {

    private final Function<String, Optional<Provided>> offers;
    private final Function<Class<?>, HostResource> resources;
    private final Store store;
    private final HostMethods methods;
    /** What the resources of the imports seen so far stand for: later imports can name them again. */
    private final Map<ResourceId, ResourceTag> known = new IdentityHashMap<>();
    /** The resources of interfaces that are implemented elsewhere. */
    private final Map<ResourceTag, HostResource> foreign = new IdentityHashMap<>();
    private final ClosedTypes types = new ClosedTypes();
    private final List<String> missing = new ArrayList<>();
    private final List<String> unfit = new ArrayList<>();
    private final List<String> bound = new ArrayList<>();

    /**
     * @param offers what stands ready for an import name
     * @param resources the resource that a Java class stands for
     * @param methods what is known of the host's methods from before
     */
    ImportResolver(Function<String, Optional<Provided>> offers, Function<Class<?>, HostResource> resources, Store store,
            HostMethods methods) {
        this.methods = methods;
        this.offers = offers;
        this.resources = resources;
        this.store = store;
    }

    /**
     * Finds everything that a component imports.
     *
     * @throws ArcellaException with {@code UNLINKABLE} naming everything that is not offered, or offered with other types
     */
    Map<String, Item> resolve(ComponentType type) {
        Map<String, Item> imports = new LinkedHashMap<>();
        type.imports().forEach((name, wanted) -> resolve(name, wanted, offers.apply(name))
                .ifPresent(item -> imports.put(name, item)));
        if (!missing.isEmpty() || !unfit.isEmpty() || !bound.isEmpty()) {
            throw failure();
        }
        return imports;
    }

    private ArcellaException failure() {
        List<String> what = new ArrayList<>();
        String remedy = "";
        if (!bound.isEmpty()) {
            what.add("functions that another module implements pass resources of the host to it that stay with their instance: "
                    + String.join(", ", bound));
            remedy = "pass data, an input-stream or output-stream, or resources of the interface itself";
        }
        if (!unfit.isEmpty()) {
            what.addAll(0, unfit);
            remedy = "change the Java side to the mapping that arcella.engine.binding describes";
        }
        if (!missing.isEmpty()) {
            what.addFirst("the component imports what nobody offers: " + String.join(", ", missing));
            remedy = "offer it, or build the component without it";
        }
        return new ArcellaException(EngineError.UNLINKABLE, String.join("; ", what), remedy);
    }

    private Optional<Item> resolve(String path, ExternType type, Optional<Provided> offer) {
        return switch (type) {
            case ExternType.Func(var functionType) -> switch (offer.orElse(null)) {
                case Provided.Function(HostBody body) -> Optional.of(host(functionType, body, Optional.empty()));
                case Provided.Linked(Item.Func function) -> Optional.of(function);
                case null, default -> miss(path);
            };
            case ExternType.Instance(var instanceType) -> switch (offer.orElse(null)) {
                case Provided.Linked(Item.Instance instance) -> {
                    learn(type, instance);
                    yield Optional.of(instance);
                }
                case null -> Optional.of(instance(path, instanceType, new Provided.Interface()));
                case Provided.Interface offered -> Optional.of(instance(path, instanceType, offered));
                case Provided.Foreign(ForeignInterface side) -> Optional.of(foreign(path, instanceType, side));
                default -> miss(path);
            };
            case ExternType.Type(var definition) -> switch (offer.orElse(null)) {
                case Provided.Resource(ResourceTag tag) when definition instanceof ResourceType resource ->
                    Optional.of(resource(resource, tag));
                case Provided.Linked(Item.Type item) -> {
                    learn(type, item);
                    yield Optional.of(item);
                }
                // A type that is no resource is what it is; an abstract one that nobody offers is found missing here.
                case null, default -> definition instanceof ResourceType resource
                        ? known(resource).or(() -> miss(path)) : Optional.of(new Item.Type(Optional.empty()));
            };
            case ExternType.Component _, ExternType.Module _, ExternType.Value _ ->
                offer.orElse(null) instanceof Provided.Linked(Item item) ? Optional.of(item) : miss(path);
        };
    }

    private Item instance(String path, InstanceType wanted, Provided.Interface offered) {
        Map<String, Item> exports = new LinkedHashMap<>();
        wanted.exports().forEach((name, type) -> {
            Optional<Provided> single = Optional.ofNullable(offered.exports.get(name));
            Optional<Item> item = single.isEmpty() && offered.host().isPresent()
                    ? ofHost(path, name, type, offered.host().get())
                    : resolve(path + "#" + name, type, single);
            item.ifPresent(found -> exports.put(name, found));
        });
        return new Item.Instance(exports);
    }

    private Item foreign(String path, InstanceType wanted, ForeignInterface side) {
        Map<String, Item> exports = new LinkedHashMap<>();
        wanted.exports().forEach((name, type) -> foreign(path + "#" + name, name, type, side)
                .ifPresent(found -> exports.put(name, found)));
        return new Item.Instance(exports);
    }

    private Optional<Item> foreign(String path, String name, ExternType type, ForeignInterface side) {
        return switch (type) {
            case ExternType.Func(FuncType function) -> {
                Optional<String> others = ofOthers(function, side.passage());
                others.ifPresent(resource -> bound.add(path + " ('" + resource + "')"));
                yield others.isPresent() ? Optional.empty() : Optional.of(host(function,
                        new ForeignFunction(side, path, name, function, this::foreign, store, types), Optional.empty()));
            }
            case ExternType.Type(ResourceType resource) -> known(resource).or(() -> {
                HostResource here = new HostResource(ForeignResource.class, name);
                foreign.put(here.tag(), here);
                return Optional.of(resource(resource, here.tag()));
            });
            case ExternType.Type _ -> Optional.of(new Item.Type(Optional.empty()));
            case ExternType.Instance _, ExternType.Component _, ExternType.Module _, ExternType.Value _ -> miss(path);
        };
    }

    private HostResource foreign(ResourceId id) {
        ResourceTag tag = known.get(id);
        return Optional.ofNullable(foreign.get(tag)).or(() -> store.hostResource(tag)).orElseThrow();
    }

    /** A resource in the function's type that is neither one of those that are implemented elsewhere nor passes. */
    private Optional<String> ofOthers(FuncType function, HostPassage passage) {
        List<String> found = new ArrayList<>();
        Stream.concat(function.params().stream().map(FuncType.Param::type), function.result().stream())
                .forEach(type -> HandleMapping.resources(type, resource -> {
                    ResourceTag tag = known.get(resource.id());
                    if (tag == null || !foreign.containsKey(tag)
                            && store.hostResource(tag).filter(host -> passage.passes(host.type())).isEmpty()) {
                        found.add(resource.id().label());
                    }
                }));
        return found.stream().findFirst();
    }

    private Optional<Item> ofHost(String path, String name, ExternType type, HostObject host) {
        return switch (type) {
            case ExternType.Func(FuncType function) -> {
                try {
                    HostMethod method = methods.find(host, path, name, function, this::bind);
                    yield Optional.of(host(function, arguments -> method.call(arguments, store), Optional.of(method)));
                } catch (BindingException e) {
                    unfit.add(e.what());
                    yield Optional.empty();
                }
            }
            case ExternType.Type(ResourceType resource) -> known(resource)
                    .or(() -> methods.resource(host, path, name).map(found -> resource(resource, resources.apply(found).tag())))
                    .or(() -> miss(path + "#" + name));
            case ExternType.Type _, ExternType.Instance _, ExternType.Component _, ExternType.Module _,
                    ExternType.Value _ -> resolve(path + "#" + name, type, Optional.empty());
        };
    }

    private Item host(FuncType type, HostBody body, Optional<HostMethod> method) {
        return new Item.Func(new HostComponentFunction(type, body, method, known, store));
    }

    private Optional<Item> known(ResourceType resource) {
        return Optional.ofNullable(known.get(resource.id())).map(tag -> new Item.Type(Optional.of(tag)));
    }

    private Item resource(ResourceType resource, ResourceTag tag) {
        known.put(resource.id(), tag);
        return new Item.Type(Optional.of(tag));
    }

    private void learn(ExternType type, Item item) {
        if (type instanceof ExternType.Type(ResourceType resource) && item instanceof Item.Type(Optional<ResourceTag> tag)) {
            tag.ifPresent(found -> known.put(resource.id(), found));
        } else if (type instanceof ExternType.Instance(InstanceType instance) && item instanceof Item.Instance(var exports)) {
            instance.exports().forEach((name, export) ->
                    Optional.ofNullable(exports.get(name)).ifPresent(found -> learn(export, found)));
        }
    }

    private ResourceBinding bind(ResourceType resource, Class<?> type, String where) {
        return Optional.ofNullable(known.get(resource.id())).flatMap(store::hostResource)
                .map(host -> checked(host, type, where))
                .orElseThrow(() -> new BindingException(where, "the resource '" + resource.id().label()
                        + "' has no Java class here; " + type.getName() + " cannot stand for it"));
    }

    private ResourceBinding checked(HostResource host, Class<?> type, String where) {
        if (!type.isAssignableFrom(host.type())) {
            throw new BindingException(where, "the resource is " + host.type().getName() + " in Java, and not "
                    + type.getName());
        }
        return new HostResourceBinding(host.type());
    }

    private Optional<Item> miss(String path) {
        missing.add(path);
        return Optional.empty();
    }
}
