package arcella.wit.reconstruct;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.wit.WitId;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.VariantType;

/**
 * Where types were first named by an interface. A type that is named again keeps the list of its parts, and a resource
 * its id: by these it is known again.
 */
final class Origins {

    /** The label of a type in an interface. */
    record Origin(WitId home, String label) {}

    private final Map<Object, Origin> byParts = new IdentityHashMap<>();
    private final Map<ResourceId, Origin> byResource = new HashMap<>();

    /** Where the type was named first, if it was. */
    Optional<Origin> find(DefType type) {
        Object parts = parts(type);
        if (type instanceof ResourceType resource) {
            return Optional.ofNullable(byResource.get(resource.id()));
        }
        return parts == null ? Optional.empty() : Optional.ofNullable(byParts.get(parts));
    }

    /** Notes where a type is named, unless it was before. */
    void add(DefType type, WitId home, String label) {
        Object parts = parts(type);
        if (type instanceof ResourceType resource) {
            byResource.putIfAbsent(resource.id(), new Origin(home, label));
        } else if (parts != null) {
            byParts.putIfAbsent(parts, new Origin(home, label));
        }
    }

    /** What stays the same object when a type gets another name; nothing for types that need no name. */
    static @Nullable Object parts(DefType type) {
        return switch (type) {
            case RecordType record -> record.fields();
            case VariantType variant -> variant.cases();
            case EnumType labels -> labels.names();
            case FlagsType flags -> flags.names();
            case ResourceType resource -> resource.id();
            default -> null;
        };
    }
}
