package arcella.wit.reconstruct;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
 * Where interfaces name types. A type that is named again is another name of its original, and by that it is known whose
 * name was taken over.
 */
final class Origins {

    /** How many names of names are followed, so that a long chain of them costs no more than its length. */
    private static final int FOLLOWED = 64;

    /** The label of a type in an interface. */
    record Origin(WitId home, String label) {}

    private final Map<Object, Origin> origins = new IdentityHashMap<>();
    private final Map<ResourceId, Origin> byResource = new HashMap<>();

    /** Where the type was named first, if it was. */
    Optional<Origin> find(DefType type) {
        return nearest(type, this::at);
    }

    /** What is said of exactly this type, or of exactly this definition. */
    @Nullable Origin at(Object type) {
        return type instanceof ResourceId id ? byResource.get(id) : origins.get(type);
    }

    /** Notes where a type is named, unless it was before. */
    void add(DefType type, WitId home, String label) {
        Origin origin = new Origin(home, label);
        if (type.original().isPresent()) {
            origins.putIfAbsent(type, origin);
        }
        if (type instanceof ResourceType resource) {
            byResource.putIfAbsent(resource.id(), origin);
        } else if (nominal(type) instanceof Object needed) {
            origins.putIfAbsent(needed, origin);
        }
    }

    /**
     * The first thing that is known on the way from a type to its definition. Where a definition alone is known, that
     * counts only for types that WIT cannot write without a name.
     */
    static <T> Optional<T> nearest(DefType type, Function<Object, @Nullable T> known) {
        DefType at = type;
        for (int i = 0; i < FOLLOWED && at.original().isPresent(); i++) {
            T found = known.apply(at);
            if (found != null) {
                return Optional.of(found);
            }
            at = at.original().get();
        }
        Object needed = nominal(type);
        return needed == null ? Optional.empty() : Optional.ofNullable(known.apply(needed));
    }

    /** What all names of a type share that WIT cannot write without one; nothing for other types. */
    static @Nullable Object nominal(DefType type) {
        return switch (type) {
            case RecordType record -> record.definition();
            case VariantType variant -> variant.definition();
            case EnumType labels -> labels.definition();
            case FlagsType flags -> flags.definition();
            case ResourceType resource -> resource.id();
            default -> null;
        };
    }
}
