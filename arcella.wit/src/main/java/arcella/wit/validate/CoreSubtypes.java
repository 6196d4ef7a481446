package arcella.wit.validate;

import java.util.List;

import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;

/**
 * What a defined core type must keep beside being well-formed (core specification, "Recursive Types" and "Composite
 * Types"): its supertype comes before it, is open, and is matched; and a shared type is made of shared ones.
 */
final class CoreSubtypes {

    private final CoreTypes types;
    private final CoreMatcher matcher;
    private final Work work;

    CoreSubtypes(CoreTypes types, Work work) {
        this.types = types;
        this.matcher = new CoreMatcher(types, work);
        this.work = work;
    }

    /** Checks the type with that number, whose whole group has its numbers. */
    void check(int number) {
        CoreTypeDef.Sub type = types.type(number);
        for (int above : type.supertypes()) {
            if (above >= number) {
                throw work.invalid("a supertype must be defined before its subtype");
            }
            CoreTypeDef.Sub supertype = types.type(above);
            if (supertype.isFinal()) {
                throw work.invalid("a final type cannot be a supertype");
            }
            if (type.shared() != supertype.shared() || !matches(type.type(), supertype.type())) {
                throw work.invalid("a subtype must match its supertype");
            }
        }
        if (type.shared() && !isShared(type.type())) {
            throw work.invalid("a shared composite type must contain shared types only");
        }
    }

    private boolean matches(CoreTypeDef.Comp given, CoreTypeDef.Comp wanted) {
        return switch (wanted) {
            case CoreTypeDef.Func expected -> given instanceof CoreTypeDef.Func actual
                    && actual.params().size() == expected.params().size()
                    && actual.results().size() == expected.results().size()
                    && match(expected.params(), actual.params()) && match(actual.results(), expected.results());
            case CoreTypeDef.Struct expected -> {
                if (!(given instanceof CoreTypeDef.Struct actual) || actual.fields().size() < expected.fields().size()) {
                    yield false;
                }
                boolean all = true;
                for (int i = 0; i < expected.fields().size() && all; i++) {
                    all = field(actual.fields().get(i), expected.fields().get(i));
                }
                yield all;
            }
            case CoreTypeDef.Array expected ->
                    given instanceof CoreTypeDef.Array actual && field(actual.element(), expected.element());
        };
    }

    private boolean match(List<CoreValType> given, List<CoreValType> wanted) {
        work.spend(given.size());
        for (int i = 0; i < given.size(); i++) {
            if (!matcher.matches(given.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What can be written can be read back as the same only if it is the same. */
    private boolean field(CoreTypeDef.StorageField given, CoreTypeDef.StorageField wanted) {
        work.spend(1);
        return given.mutable() == wanted.mutable() && storage(given.type(), wanted.type())
                && (!wanted.mutable() || storage(wanted.type(), given.type()));
    }

    private boolean storage(CoreTypeDef.Storage given, CoreTypeDef.Storage wanted) {
        return given instanceof CoreTypeDef.Unpacked(CoreValType actual)
                        && wanted instanceof CoreTypeDef.Unpacked(CoreValType expected)
                ? matcher.matches(actual, expected)
                : given.equals(wanted);
    }

    private boolean isShared(CoreTypeDef.Comp type) {
        return switch (type) {
            case CoreTypeDef.Func func ->
                    func.params().stream().allMatch(this::isShared) && func.results().stream().allMatch(this::isShared);
            case CoreTypeDef.Struct struct -> struct.fields().stream().allMatch(this::isShared);
            case CoreTypeDef.Array array -> isShared(array.element());
        };
    }

    private boolean isShared(CoreTypeDef.StorageField field) {
        return !(field.type() instanceof CoreTypeDef.Unpacked(CoreValType type)) || isShared(type);
    }

    private boolean isShared(CoreValType type) {
        return !(type instanceof CoreValType.Ref ref) || switch (ref.heap()) {
            case CoreValType.AbstractHeap heap -> heap.shared();
            case CoreValType.ConcreteHeap heap -> types.type(heap.index()).shared();
        };
    }
}
