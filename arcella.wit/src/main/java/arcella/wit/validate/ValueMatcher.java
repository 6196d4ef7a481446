package arcella.wit.validate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import arcella.wit.component.ComponentException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FutureType;
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
 * Structural equality of value types, with resources told apart by what they stand for. Types that occur many times inside
 * others are compared once: pairs that were found equal are remembered, or the time would grow with the types written out
 * in full.
 */
final class ValueMatcher {

    /** Smaller types cost less to compare than to remember. */
    private static final int WORTH_REMEMBERING = 8;

    private final Work work;
    private final UnaryOperator<ResourceId> resolve;
    private final Set<Pair> equal = new HashSet<>();

    ValueMatcher(Work work, UnaryOperator<ResourceId> resolve) {
        this.work = work;
        this.resolve = resolve;
    }

    /** Two types by identity. */
    private record Pair(DefType given, DefType wanted) {
    }

    /** Forgets what was found equal, since resources may stand for something else now. */
    void forget() {
        equal.clear();
    }

    void matchIn(String context, ValueType given, ValueType wanted) {
        try {
            match(given, wanted);
        } catch (ComponentException e) {
            throw e.within(context);
        }
    }

    /** That the types are equal. */
    void match(ValueType given, ValueType wanted) {
        if (given == wanted && !given.mentionsResources()) {
            return;
        }
        work.spend(1);
        if (wanted.treeSize() < WORTH_REMEMBERING) {
            compare(given, wanted);
            return;
        }
        Pair pair = new Pair(given, wanted);
        if (!equal.contains(pair)) {
            compare(given, wanted);
            equal.add(pair);
        }
    }

    private void compare(ValueType given, ValueType wanted) {
        switch (wanted) {
            case PrimitiveType expected -> {
                if (given instanceof PrimitiveType actual) {
                    if (actual.primitive() == expected.primitive()) {
                        return;
                    }
                    throw work.invalid("expected primitive `%s` found primitive `%s`".formatted(expected.kind(), actual.kind()));
                }
                throw kind(given, wanted);
            }
            case RecordType expected when given instanceof RecordType actual -> records(actual, expected);
            case VariantType expected when given instanceof VariantType actual -> variants(actual, expected);
            case ListType expected when given instanceof ListType actual -> match(actual.element(), expected.element());
            case FixedListType expected when given instanceof FixedListType actual -> {
                if (actual.length() != expected.length()) {
                    throw work.invalid("expected fixed-length list of %d elements, found %d"
                            .formatted(expected.length(), actual.length()));
                }
                match(actual.element(), expected.element());
            }
            case TupleType expected when given instanceof TupleType actual -> tuples(actual, expected);
            case FlagsType expected when given instanceof FlagsType actual ->
                    names(actual.names(), expected.names(), "flags");
            case EnumType expected when given instanceof EnumType actual -> names(actual.names(), expected.names(), "enum");
            case OptionType expected when given instanceof OptionType actual -> match(actual.element(), expected.element());
            case ResultType expected when given instanceof ResultType actual -> {
                side("ok", actual.ok(), expected.ok());
                side("err", actual.error(), expected.error());
            }
            case MapType expected when given instanceof MapType actual -> {
                matchIn("type mismatch in map key", actual.key(), expected.key());
                matchIn("type mismatch in map value", actual.value(), expected.value());
            }
            case OwnType expected when given instanceof OwnType actual -> resource(actual.resource(), expected.resource());
            case BorrowType expected when given instanceof BorrowType actual ->
                    resource(actual.resource(), expected.resource());
            case StreamType expected when given instanceof StreamType actual ->
                    side("stream", actual.element(), expected.element());
            case FutureType expected when given instanceof FutureType actual ->
                    side("future", actual.element(), expected.element());
            case RecordType expected -> throw kind(given, wanted);
            case VariantType expected -> throw kind(given, wanted);
            case ListType expected -> throw kind(given, wanted);
            case FixedListType expected -> throw kind(given, wanted);
            case TupleType expected -> throw kind(given, wanted);
            case FlagsType expected -> throw kind(given, wanted);
            case EnumType expected -> throw kind(given, wanted);
            case OptionType expected -> throw kind(given, wanted);
            case ResultType expected -> throw kind(given, wanted);
            case MapType expected -> throw kind(given, wanted);
            case OwnType expected -> throw kind(given, wanted);
            case BorrowType expected -> throw kind(given, wanted);
            case StreamType expected -> throw kind(given, wanted);
            case FutureType expected -> throw kind(given, wanted);
        }
    }

    private ComponentException kind(ValueType given, ValueType wanted) {
        return work.invalid("expected %s, found %s".formatted(wanted.kind(), given.kind()));
    }

    private void resource(ResourceType given, ResourceType wanted) {
        if (resolve.apply(given.id()) != resolve.apply(wanted.id())) {
            throw work.invalid("resource types are not the same");
        }
    }

    private void count(int given, int wanted, String what) {
        if (given != wanted) {
            throw work.invalid("expected %d %s, found %d".formatted(wanted, what, given));
        }
    }

    private void names(List<String> given, List<String> wanted, String what) {
        work.spend(wanted.size());
        if (!given.equals(wanted)) {
            throw work.invalid("mismatch in " + what + " elements");
        }
    }

    private void records(RecordType given, RecordType wanted) {
        count(given.fields().size(), wanted.fields().size(), "fields");
        for (int i = 0; i < wanted.fields().size(); i++) {
            RecordType.Field actual = given.fields().get(i);
            RecordType.Field expected = wanted.fields().get(i);
            if (!actual.name().equals(expected.name())) {
                throw work.invalid("expected field name `%s`, found `%s`".formatted(expected.name(), actual.name()));
            }
            try {
                match(actual.type(), expected.type());
            } catch (ComponentException e) {
                throw e.within("type mismatch in record field `" + expected.name() + "`");
            }
        }
    }

    private void variants(VariantType given, VariantType wanted) {
        count(given.cases().size(), wanted.cases().size(), "cases");
        for (int i = 0; i < wanted.cases().size(); i++) {
            VariantType.Case actual = given.cases().get(i);
            VariantType.Case expected = wanted.cases().get(i);
            if (!actual.name().equals(expected.name())) {
                throw work.invalid("expected case named `%s`, found `%s`".formatted(expected.name(), actual.name()));
            }
            if (actual.payload().isEmpty() && expected.payload().isEmpty()) {
                continue;
            }
            if (actual.payload().isEmpty()) {
                throw work.invalid("expected case `" + expected.name() + "` to have a type, found none");
            }
            if (expected.payload().isEmpty()) {
                throw work.invalid("expected case `" + expected.name() + "` to have no type");
            }
            try {
                match(actual.payload().get(), expected.payload().get());
            } catch (ComponentException e) {
                throw e.within("type mismatch in variant case `" + expected.name() + "`");
            }
        }
    }

    private void tuples(TupleType given, TupleType wanted) {
        count(given.elements().size(), wanted.elements().size(), "types");
        for (int i = 0; i < wanted.elements().size(); i++) {
            try {
                match(given.elements().get(i), wanted.elements().get(i));
            } catch (ComponentException e) {
                throw e.within("type mismatch in tuple field " + i);
            }
        }
    }

    private void side(String which, Optional<ValueType> given, Optional<ValueType> wanted) {
        if (given.isEmpty() && wanted.isEmpty()) {
            return;
        }
        if (wanted.isEmpty()) {
            throw work.invalid("expected " + which + " type to not be present");
        }
        if (given.isEmpty()) {
            throw work.invalid("expected " + which + " type, but found none");
        }
        matchIn("type mismatch in " + which + " variant", given.get(), wanted.get());
    }
}
