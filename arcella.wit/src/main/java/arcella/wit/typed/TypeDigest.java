package arcella.wit.typed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/**
 * Short texts that are equal exactly if function types are: types compare by structure, labels included, and resources
 * by the names under which their interface exports them. So two components agree about a function if the digests that
 * each has for it are equal, and nobody has to hold both types at once (Component Model, Explainer, "Type Checking").
 *
 * <p>One thread at a time.
 */
public final class TypeDigest {

    private static final int BYTES = 12;

    private final Owned own;
    private final Map<ResourceId, Owned> foreign;
    private final Map<ValueType, String> known = new IdentityHashMap<>();
    private final Map<FuncType, String> knownFunctions = new IdentityHashMap<>();
    private final Map<ResourceId, String> owns = new IdentityHashMap<>();
    private final Map<ResourceId, String> borrows = new IdentityHashMap<>();

    /** Resources as one interface names them; the prefix is put before their names only where one is mentioned. */
    private record Owned(String prefix, Map<ResourceId, String> names) {

        static Owned of(String prefix, InstanceType type) {
            Map<ResourceId, String> names = new IdentityHashMap<>();
            type.exports().forEach((name, export) -> {
                if (export instanceof ExternType.Type(ResourceType resource)) {
                    names.put(resource.id(), name);
                }
            });
            return new Owned(prefix, names);
        }
    }

    private TypeDigest(Owned own, Map<ResourceId, Owned> foreign) {
        this.own = own;
        this.foreign = foreign;
    }

    /**
     * The functions of several interfaces of one component with the digest of each. Each may use the resources of the others.
     *
     * @param owners the interfaces by the names under which their resources go in the others
     * @param all the interfaces whose functions are wanted
     * @return for each interface what its functions have, in the order given
     */
    public static List<Map<String, String>> functions(Map<String, InstanceType> owners, List<InstanceType> all) {
        Map<ResourceId, Owned> foreign = new IdentityHashMap<>();
        owners.forEach((owner, type) -> {
            Owned owned = Owned.of(owner + "/", type);
            owned.names.keySet().forEach(id -> foreign.put(id, owned));
        });
        return all.stream().map(type -> new TypeDigest(Owned.of("", type), foreign).all(type)).toList();
    }

    private Map<String, String> all(InstanceType type) {
        Map<String, String> functions = new LinkedHashMap<>();
        type.exports().forEach((name, export) -> {
            if (export instanceof ExternType.Func(FuncType function)) {
                String found = knownFunctions.get(function);
                if (found == null) {
                    found = of(function);
                    knownFunctions.put(function, found);
                }
                functions.put(name, found);
            }
        });
        return functions;
    }

    private String of(FuncType type) {
        List<String> parts = new ArrayList<>();
        type.params().forEach(param -> {
            parts.add(param.name());
            parts.add(of(param.type()));
        });
        parts.add("->");
        type.result().ifPresent(result -> parts.add(of(result)));
        return hash(type.async() ? "async func" : "func", parts);
    }

    /** Once for a definition, however many names it has. */
    private String of(ValueType type) {
        ValueType definition = type.definition();
        String found = known.get(definition);
        if (found == null) {
            found = make(definition);
            known.put(definition, found);
        }
        return found;
    }

    private String make(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive.primitive().name();
            case ListType list -> hash("list", List.of(of(list.element())));
            case FixedListType list -> hash("list " + list.length(), List.of(of(list.element())));
            case MapType map -> hash("map", List.of(of(map.key()), of(map.value())));
            case OptionType option -> hash("option", List.of(of(option.element())));
            case ResultType result -> hash("result", List.of(of(result.ok()), of(result.error())));
            case TupleType tuple -> hash("tuple", tuple.elements().stream().map(this::of).toList());
            case RecordType struct -> hash("record",
                    struct.fields().stream().map(field -> field.name() + ":" + of(field.type())).toList());
            case VariantType variant -> hash("variant",
                    variant.cases().stream().map(one -> one.name() + ":" + of(one.payload())).toList());
            case EnumType labels -> hash("enum", labels.names());
            case FlagsType labels -> hash("flags", labels.names());
            case OwnType own -> handle("own", own.resource(), owns);
            case BorrowType borrow -> handle("borrow", borrow.resource(), borrows);
            case StreamType stream -> hash("stream", List.of(of(stream.element())));
            case FutureType future -> hash("future", List.of(of(future.element())));
        };
    }

    private String of(Optional<ValueType> type) {
        return type.map(this::of).orElse("_");
    }

    /** Once for a resource: there may be very many handles of one, and its name may be long. */
    private String handle(String kind, ResourceType resource, Map<ResourceId, String> made) {
        String found = made.get(resource.id());
        if (found == null) {
            found = hash(kind, List.of(name(resource.id())));
            made.put(resource.id(), found);
        }
        return found;
    }

    private String name(ResourceId id) {
        // Its own names come first, so that they count where a resource has both.
        String name = own.names.get(id);
        if (name != null) {
            return name;
        }
        Owned owned = foreign.get(id);
        return owned == null ? id.label() : owned.prefix + owned.names.get(id);
    }

    private static String hash(String kind, List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind.getBytes(StandardCharsets.UTF_8));
            for (String part : parts) {
                // No label and no digest contains a NUL.
                digest.update((byte) 0);
                digest.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
