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

    private final Map<ResourceId, String> resources;
    private final Map<ValueType, String> known = new IdentityHashMap<>();

    private TypeDigest(Map<ResourceId, String> resources) {
        this.resources = resources;
    }

    /**
     * The functions of an interface with the digest of each.
     *
     * @param others other interfaces of the same component, by name, whose resources this one may use
     */
    public static Map<String, String> functions(InstanceType type, Map<String, InstanceType> others) {
        Map<ResourceId, String> names = new IdentityHashMap<>();
        others.forEach((owner, other) -> collect(other, owner + "/", names));
        // Its own names come last, so that they count where a resource has both.
        collect(type, "", names);
        TypeDigest digest = new TypeDigest(names);
        Map<String, String> functions = new LinkedHashMap<>();
        type.exports().forEach((name, export) -> {
            if (export instanceof ExternType.Func(FuncType function)) {
                functions.put(name, digest.of(function));
            }
        });
        return functions;
    }

    private static void collect(InstanceType type, String prefix, Map<ResourceId, String> names) {
        type.exports().forEach((name, export) -> {
            if (export instanceof ExternType.Type(ResourceType resource)) {
                names.put(resource.id(), prefix + name);
            }
        });
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

    private String of(ValueType type) {
        String found = known.get(type);
        if (found == null) {
            found = make(type);
            known.put(type, found);
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
            case OwnType own -> hash("own", List.of(name(own.resource())));
            case BorrowType borrow -> hash("borrow", List.of(name(borrow.resource())));
            case StreamType stream -> hash("stream", List.of(of(stream.element())));
            case FutureType future -> hash("future", List.of(of(future.element())));
        };
    }

    private String of(Optional<ValueType> type) {
        return type.map(this::of).orElse("_");
    }

    private String name(ResourceType resource) {
        return resources.getOrDefault(resource.id(), resource.id().label());
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
