package arcella.wit.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import arcella.wit.Gate;
import arcella.wit.WitError;
import arcella.wit.WitType;

/**
 * What must be known of the named types of one interface or world to make out types that mention them: which are
 * resources, and in which a borrowed handle hides. Also the place where mentions turn into handles.
 */
final class TypeFacts {

    private final Mentions mentions;
    private final Map<String, Fact> facts = new HashMap<>();
    private final Map<String, String> unstable = new HashMap<>();

    /** What is known of one type. */
    private record Fact(boolean isResource, boolean borrows, boolean isCharacter, ByteLayout layout) {
        private static final Fact RESOURCE = new Fact(true, false, false, ByteLayout.LEAST);
        private static final Fact UNKNOWN = new Fact(false, false, false, ByteLayout.LEAST);
    }

    TypeFacts(Mentions mentions) {
        this.mentions = mentions;
    }

    private Fact fact(String name) {
        return facts.getOrDefault(name, Fact.UNKNOWN);
    }

    void addResource(String name) {
        facts.put(name, Fact.RESOURCE);
    }

    /** Adds a type that is the same as one of another interface. */
    void addUse(String name, TypeFacts other, String original) {
        facts.put(name, other.fact(original));
    }

    /** Adds a definition, made out already. */
    void addDefinition(String name, WitType type, Span place) {
        ByteLayout layout = requireSize(type, place);
        boolean isResource = type instanceof WitType.Named named && fact(named.label()).isResource();
        facts.put(name, new Fact(isResource, !isResource && borrows(type), isCharacter(type), layout));
    }

    private ByteLayout layout(String name) {
        return fact(name).layout();
    }

    private boolean isCharacter(WitType type) {
        return type == WitType.Primitive.CHAR || type instanceof WitType.Named named && fact(named.label()).isCharacter();
    }

    /** The layout of a type that was made out; throws if it is, or has in it, one that no component may have. */
    ByteLayout requireSize(WitType type, Span place) {
        return ByteLayout.of(type, this::layout).orElseThrow(() -> tooLarge(place));
    }

    /** The error for a type whose values would take more bytes than any may. */
    static WitTextException tooLarge(Span place) {
        return WitTextException.at(
                WitError.WIT_RESOLVE,
                place,
                "values of this type take more than " + (ByteLayout.TOO_MANY - 1) + " bytes",
                "no component can have it: use a list without a fixed length");
    }

    /** Notes by which feature a type is unstable, if it is. */
    void addGate(String name, Gate gate) {
        gate.unstable().ifPresent(feature -> unstable.put(name, feature));
    }

    /** The feature by which the type is unstable, if it is. */
    Optional<String> unstable(String name) {
        return Optional.ofNullable(unstable.get(name));
    }

    /** Throws if the type mentions one that is unstable, and stands in an item that is not so too. */
    void requireGate(WitType type, Gate gate) {
        for (WitType.Mention mention : MentionFinder.in(type)) {
            requireGate(unstable(mention.label()), gate, mention.label(), mentions.place(mention));
        }
    }

    /** Throws if there is a feature and the gate has none. */
    static void requireGate(Optional<String> feature, Gate gate, String what, Span place) {
        if (feature.isPresent() && gate.unstable().isEmpty()) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    place,
                    "'" + what + "' is @unstable, but what refers to it is not",
                    "write @unstable(feature = " + feature.get() + ") before the item that refers to it");
        }
    }

    /** Whether there is a type of this name. */
    boolean contains(String name) {
        return facts.containsKey(name);
    }

    /** A definition with its mentions made out: as the whole of it, a resource's name stands for the resource. */
    WitType definition(WitType type) {
        return type instanceof WitType.Named named && fact(named.label()).isResource() ? named : resolve(type);
    }

    /** A type with its mentions made out: a resource's name stands for an owned handle. */
    WitType resolve(WitType type) {
        return switch (type) {
            case WitType.Primitive primitive -> primitive;
            case WitType.Named named -> {
                if (!contains(named.label())) {
                    // The checks before let no other unknown name pass.
                    yield WitType.Primitive.ERROR_CONTEXT;
                }
                yield fact(named.label()).isResource() ? new WitType.Own(named.label()) : named;
            }
            case WitType.Own own -> {
                requireResource(own);
                yield own;
            }
            case WitType.Borrow borrow -> {
                requireResource(borrow);
                yield borrow;
            }
            case WitType.ListType list -> new WitType.ListType(resolve(list.element()), list.length());
            case WitType.MapType map -> new WitType.MapType(map.key(), resolve(map.value()));
            case WitType.OptionType option -> new WitType.OptionType(resolve(option.payload()));
            case WitType.ResultType result -> new WitType.ResultType(resolve(result.ok()), resolve(result.err()));
            case WitType.StreamType stream -> new WitType.StreamType(transported(stream.element(), "stream"));
            case WitType.FutureType future -> new WitType.FutureType(transported(future.payload(), "future"));
            case WitType.TupleType tuple ->
                new WitType.TupleType(tuple.elements().stream().map(this::resolve).toList());
            case WitType.RecordType record ->
                new WitType.RecordType(record.fields().stream()
                        .map(field -> new WitType.Field(field.name(), resolve(field.type()), field.docs()))
                        .toList());
            case WitType.VariantType variant ->
                new WitType.VariantType(variant.cases().stream()
                        .map(one -> new WitType.Case(one.name(), resolve(one.payload()), one.docs()))
                        .toList());
            case WitType.EnumType labels -> labels;
            case WitType.FlagsType flags -> flags;
        };
    }

    Optional<WitType> resolve(Optional<WitType> type) {
        return type.map(this::resolve);
    }

    /** Whether a borrowed handle is in the type, which must be made out. */
    boolean borrows(WitType type) {
        return switch (type) {
            case WitType.Borrow borrow -> true;
            case WitType.Named named -> fact(named.label()).borrows();
            case WitType.ListType list -> borrows(list.element());
            case WitType.MapType map -> borrows(map.value());
            case WitType.OptionType option -> borrows(option.payload());
            case WitType.ResultType result -> borrows(result.ok()) || borrows(result.err());
            case WitType.TupleType tuple -> tuple.elements().stream().anyMatch(this::borrows);
            case WitType.RecordType record -> record.fields().stream().anyMatch(field -> borrows(field.type()));
            case WitType.VariantType variant -> variant.cases().stream().anyMatch(one -> borrows(one.payload()));
            case WitType.Primitive primitive -> false;
            case WitType.Own own -> false;
            case WitType.StreamType stream -> false;
            case WitType.FutureType future -> false;
            case WitType.EnumType labels -> false;
            case WitType.FlagsType flags -> false;
        };
    }

    private boolean borrows(Optional<WitType> type) {
        return type.isPresent() && borrows(type.get());
    }

    private Optional<WitType> transported(Optional<WitType> type, String what) {
        Optional<WitType> resolved = resolve(type);
        if (what.equals("stream") && resolved.filter(this::isCharacter).isPresent()) {
            throw noCharacters(firstPlace(type.orElseThrow()));
        }
        if (borrows(resolved)) {
            Span place = firstPlace(type.orElseThrow());
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    place,
                    "a borrowed handle in a " + what,
                    "pass an owned handle: a borrowed one ends with the call");
        }
        return resolved;
    }

    /** The error for a stream of characters (Component Model, Binary, "Type Definitions"). */
    static WitTextException noCharacters(Span place) {
        return WitTextException.at(
                WitError.WIT_RESOLVE, place, "'stream<char>' is not valid at this time", "take a stream of u8 or of string");
    }

    private void requireResource(WitType.Mention handle) {
        String name = handle.label();
        if (!fact(name).isResource()) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    mentions.place(handle),
                    "'" + name + "' is not a resource",
                    "handles are of resources; write '" + name + "' for a value of the type");
        }
    }

    /** The place of the first mention in the type; there is one where a borrowed handle is. */
    Span firstPlace(WitType type) {
        return MentionFinder.in(type).stream()
                .findFirst()
                .map(mentions::place)
                .orElseThrow(() -> new IllegalStateException("no mention in " + type));
    }
}
