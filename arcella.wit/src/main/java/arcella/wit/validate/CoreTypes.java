package arcella.wit.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;
import arcella.wit.resolved.CoreExternType;

/**
 * Numbers for core types, the same number exactly for equal types, so that types of different modules and components can be
 * compared. Recursion groups are compared as wholes (iso-recursively), as the core specification asks: a group's key
 * spells its members with references inside the group relative and references out of it as numbers.
 *
 * <p>One for each validation; not thread-safe.
 */
final class CoreTypes {

    /** Stands in a scope where a module type does, which no other core type may refer to. */
    static final int MODULE_TYPE = -1;

    private final Map<String, Integer> groups = new HashMap<>();
    private final Map<CoreTypeDef.Func, CoreExternType.Func> plainFuncs = new HashMap<>();
    private final List<CoreTypeDef.Sub> types = new ArrayList<>();
    private final Work work;

    CoreTypes(Work work) {
        this.work = work;
    }

    /** The type with that number; its references are numbers too. */
    CoreTypeDef.Sub type(int number) {
        return types.get(number);
    }

    /** The one object for functions of a type without references to other types, final and alone in its group. */
    CoreExternType.Func plain(CoreTypeDef.Func func) {
        CoreExternType.Func known = plainFuncs.get(func);
        if (known == null) {
            known = new CoreExternType.Func(func, types.size());
            types.add(new CoreTypeDef.Sub(true, List.of(), false, func));
            plainFuncs.put(func, known);
        }
        return known;
    }

    /** Gives numbers to the members of a group, which stands where {@code scope} lists the types before it. */
    void define(CoreTypeDef.Rec group, List<Integer> scope) {
        if (group.members().size() == 1 && isPlain(group.members().getFirst())) {
            scope.add(plain((CoreTypeDef.Func) group.members().getFirst().type()).typeNumber());
            return;
        }
        int base = scope.size();
        int size = group.members().size();
        StringBuilder key = new StringBuilder();
        for (CoreTypeDef.Sub member : group.members()) {
            new KeyWriter(key, base, size, scope).sub(member);
        }
        int first = groups.computeIfAbsent(key.toString(), text -> {
            int start = types.size();
            Renumber renumber = new Renumber(base, start, scope);
            group.members().forEach(member -> types.add(renumber.sub(member)));
            CoreSubtypes rules = new CoreSubtypes(this, work);
            for (int i = 0; i < size; i++) {
                rules.check(start + i);
            }
            return start;
        });
        for (int i = 0; i < size; i++) {
            scope.add(first + i);
        }
    }

    private static boolean isPlain(CoreTypeDef.Sub sub) {
        return sub.isFinal() && sub.supertypes().isEmpty() && !sub.shared() && sub.type() instanceof CoreTypeDef.Func func
                && !mentionsConcrete(func.params()) && !mentionsConcrete(func.results());
    }

    private static boolean mentionsConcrete(List<CoreValType> types) {
        for (CoreValType type : types) {
            if (isConcrete(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConcrete(CoreValType type) {
        return type instanceof CoreValType.Ref ref && ref.heap() instanceof CoreValType.ConcreteHeap;
    }

    /** Whether the first type is the second or declares, however far up, that it is a subtype of it. */
    boolean isSubtype(int number, int of) {
        int current = number;
        while (current != of) {
            List<Integer> supertypes = types.get(current).supertypes();
            if (supertypes.isEmpty()) {
                return false;
            }
            work.spend(1);
            current = supertypes.getFirst();
        }
        return true;
    }

    /** Puts numbers in place of the type indices of {@code scope}. */
    CoreValType resolve(CoreValType type, List<Integer> scope) {
        return new Renumber(Integer.MAX_VALUE, 0, scope).value(type);
    }

    /** The function type with that number, if it is one. */
    CoreTypeDef.Func func(int number) {
        if (types.get(number).type() instanceof CoreTypeDef.Func func) {
            return func;
        }
        throw work.invalid("type is not a function type");
    }

    private int checked(int index, List<Integer> scope) {
        if (index < 0 || index >= scope.size()) {
            throw work.invalid("unknown type %s: type index out of bounds".formatted(Integer.toUnsignedString(index)));
        }
        int number = scope.get(index);
        if (number == MODULE_TYPE) {
            throw work.invalid("type index " + index + " is a module type");
        }
        return number;
    }

    /** Rewrites a type's indices to numbers: those of its own group count from {@code start}. */
    private final class Renumber {
        private final int base;
        private final int start;
        private final List<Integer> scope;

        Renumber(int base, int start, List<Integer> scope) {
            this.base = base;
            this.start = start;
            this.scope = scope;
        }

        CoreTypeDef.Sub sub(CoreTypeDef.Sub sub) {
            return new CoreTypeDef.Sub(sub.isFinal(), each(sub.supertypes(), this::index), sub.shared(),
                    switch (sub.type()) {
                        case CoreTypeDef.Func func -> new CoreTypeDef.Func(
                                each(func.params(), this::value), each(func.results(), this::value));
                        case CoreTypeDef.Struct struct ->
                                new CoreTypeDef.Struct(each(struct.fields(), this::field));
                        case CoreTypeDef.Array array -> new CoreTypeDef.Array(field(array.element()));
                    });
        }

        private static <T> List<T> each(List<T> parts, UnaryOperator<T> renumbered) {
            if (parts.isEmpty()) {
                return List.of();
            }
            List<T> all = new ArrayList<>(parts.size());
            for (T part : parts) {
                all.add(renumbered.apply(part));
            }
            return all;
        }

        private CoreTypeDef.StorageField field(CoreTypeDef.StorageField field) {
            return switch (field.type()) {
                case CoreTypeDef.Packed packed -> field;
                case CoreTypeDef.Unpacked unpacked ->
                        new CoreTypeDef.StorageField(new CoreTypeDef.Unpacked(value(unpacked.type())), field.mutable());
            };
        }

        CoreValType value(CoreValType type) {
            return type instanceof CoreValType.Ref(boolean nullable, CoreValType.ConcreteHeap heap)
                    ? new CoreValType.Ref(nullable, new CoreValType.ConcreteHeap(index(heap.index())))
                    : type;
        }

        private int index(int index) {
            return index >= base ? start + index - base : checked(index, scope);
        }
    }

    /** Spells a type for the group's key. */
    private final class KeyWriter {
        private final StringBuilder key;
        private final int base;
        private final int size;
        private final List<Integer> scope;

        KeyWriter(StringBuilder key, int base, int size, List<Integer> scope) {
            this.key = key;
            this.base = base;
            this.size = size;
            this.scope = scope;
        }

        void sub(CoreTypeDef.Sub sub) {
            key.append(sub.isFinal() ? "final" : "open").append(sub.shared() ? " shared" : "");
            if (sub.supertypes().size() > 1) {
                throw work.invalid("multiple supertypes");
            }
            for (int supertype : sub.supertypes()) {
                index(supertype);
            }
            switch (sub.type()) {
                case CoreTypeDef.Func func -> {
                    key.append("(func");
                    func.params().forEach(this::value);
                    key.append("->");
                    func.results().forEach(this::value);
                }
                case CoreTypeDef.Struct struct -> {
                    key.append("(struct");
                    struct.fields().forEach(this::field);
                }
                case CoreTypeDef.Array array -> {
                    key.append("(array");
                    field(array.element());
                }
            }
            key.append(')');
        }

        private void field(CoreTypeDef.StorageField field) {
            key.append(field.mutable() ? " mut" : "");
            switch (field.type()) {
                case CoreTypeDef.Packed packed -> key.append(' ').append(packed);
                case CoreTypeDef.Unpacked unpacked -> value(unpacked.type());
            }
        }

        private void value(CoreValType type) {
            if (type instanceof CoreValType.Ref(boolean nullable, CoreValType.ConcreteHeap heap)) {
                key.append(nullable ? " null" : " ref");
                index(heap.index());
            } else {
                key.append(' ').append(type.text());
            }
        }

        private void index(int index) {
            if (index >= base && index - base < size) {
                key.append(" .").append(index - base);
            } else {
                key.append(" $").append(checked(index, scope));
            }
        }
    }
}
