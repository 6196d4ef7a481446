package arcella.wit.validate;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.DefType;
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
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/**
 * The external visibility of types (Explainer, "External Visibility of Types"): what an import or export is made of must
 * have been imported or exported under a name, as far as it is a resource, record, variant, enum or flags.
 */
final class Visibility {

    private final Set<DefType> named;
    private final Set<DefType> passed = new HashSet<>();
    private final Work work;

    /** @param named the types that have a name; types that an instance brings along are added to a set of its own */
    Visibility(Set<DefType> named, Work work) {
        this.named = named;
        this.work = work;
    }

    /**
     * Whether an import or export may have this type; on the way, every type that it names joins {@code names}.
     *
     * @param names what to tell of each named type
     */
    boolean admits(ExternType extern, Names names) {
        return switch (extern) {
            case ExternType.Type type -> {
                boolean admitted = parts(type.type());
                names.add(type.type());
                yield admitted;
            }
            case ExternType.Instance instance -> {
                boolean admitted = true;
                for (ExternType export : instance.type().exports().values()) {
                    work.spend(1);
                    admitted = admitted && admits(export, names);
                }
                yield admitted;
            }
            case ExternType.Func func -> parts(func.type());
            case ExternType.Value value -> isNamed(value.type());
            case ExternType.Component component -> true;
            case ExternType.Module module -> true;
        };
    }

    /** Whether what {@code type} is made of has names; {@code type} itself is just getting one. */
    private boolean parts(DefType type) {
        return switch (type) {
            case ResourceType resource -> true;
            case ComponentType component -> true;
            case InstanceType instance -> declared(instance);
            case FuncType func -> {
                for (FuncType.Param param : func.params()) {
                    if (!isNamed(param.type())) {
                        yield false;
                    }
                }
                yield isNamed(func.result());
            }
            case ValueType value -> valueParts(value);
        };
    }

    /** An instance type that is only named: what it exports may use the names that it brings itself. */
    private boolean declared(InstanceType instance) {
        Set<DefType> inside = new HashSet<>(named);
        work.spend(named.size());
        Visibility visibility = new Visibility(inside, work);
        return instance.exports().values().stream().allMatch(export -> visibility.admits(export, inside::add));
    }

    private boolean valueParts(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> true;
            case FlagsType flags -> true;
            case EnumType cases -> true;
            case RecordType record -> record.fields().stream().allMatch(field -> isNamed(field.type()));
            case VariantType variant -> variant.cases().stream().allMatch(one -> isNamed(one.payload()));
            case TupleType tuple -> tuple.elements().stream().allMatch(this::isNamed);
            case ListType list -> isNamed(list.element());
            case FixedListType list -> isNamed(list.element());
            case OptionType option -> isNamed(option.element());
            case ResultType result -> isNamed(result.ok()) && isNamed(result.error());
            case MapType map -> isNamed(map.value());
            case OwnType own -> named.contains(own.resource());
            case BorrowType borrow -> named.contains(borrow.resource());
            case StreamType stream -> isNamed(stream.element());
            case FutureType future -> isNamed(future.element());
        };
    }

    private boolean isNamed(Optional<ValueType> type) {
        return type.isEmpty() || isNamed(type.get());
    }

    private boolean isNamed(ValueType type) {
        if (type instanceof PrimitiveType) {
            return true;
        }
        work.spend(1);
        return switch (type) {
            case RecordType record -> named.contains(record);
            case VariantType variant -> named.contains(variant);
            case FlagsType flags -> named.contains(flags);
            case EnumType cases -> named.contains(cases);
            case PrimitiveType primitive -> true;
            case TupleType tuple -> once(tuple);
            case ListType list -> once(list);
            case FixedListType list -> once(list);
            case OptionType option -> once(option);
            case ResultType result -> once(result);
            case MapType map -> once(map);
            case OwnType own -> named.contains(own.resource());
            case BorrowType borrow -> named.contains(borrow.resource());
            case StreamType stream -> once(stream);
            case FutureType future -> once(future);
        };
    }

    /** A type may occur many times in another; it is looked into once. */
    private boolean once(ValueType type) {
        if (passed.contains(type)) {
            return true;
        }
        if (!valueParts(type)) {
            return false;
        }
        passed.add(type);
        return true;
    }

    /** Takes up named types. */
    interface Names {
        void add(DefType type);
    }
}
