package arcella.wit.validate;

import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;
import arcella.wit.component.CoreValType.AbstractHeap;
import arcella.wit.component.CoreValType.AbstractHeap.Kind;
import arcella.wit.component.CoreValType.ConcreteHeap;
import arcella.wit.component.CoreValType.Heap;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.CoreModuleType;

/** Core import matching: whether a given core definition does where another is wanted (core specification, 4.5.3). */
final class CoreMatcher {

    private final CoreTypes types;
    private final Work work;

    CoreMatcher(CoreTypes types, Work work) {
        this.types = types;
        this.work = work;
    }

    /** That a module with the type {@code given} does where one of type {@code wanted} is expected. */
    void module(CoreModuleType given, CoreModuleType wanted) {
        given.imports().forEach((name, needed) -> {
            work.spend(1);
            String label = name.module() + "::" + name.name();
            CoreExternType supplied = wanted.imports().get(name);
            if (supplied == null) {
                throw work.invalid("missing expected import `" + label + "`");
            }
            inContext("type mismatch in import `" + label + "`", supplied, needed);
        });
        wanted.exports().forEach((name, needed) -> {
            work.spend(1);
            CoreExternType supplied = given.exports().get(name);
            if (supplied == null) {
                throw work.invalid("missing expected export `" + name + "`");
            }
            inContext("type mismatch in export `" + name + "`", supplied, needed);
        });
    }

    private void inContext(String context, CoreExternType given, CoreExternType wanted) {
        try {
            extern(given, wanted);
        } catch (ComponentException e) {
            throw e.within(context);
        }
    }

    /** That {@code given} does where {@code wanted} is expected. */
    void extern(CoreExternType given, CoreExternType wanted) {
        switch (wanted) {
            case CoreExternType.Func func when given instanceof CoreExternType.Func actual ->
                    signature(actual.typeNumber(), actual.type().text(), func.typeNumber(), func.type().text());
            case CoreExternType.Tag tag when given instanceof CoreExternType.Tag actual -> {
                if (tag.typeNumber() != actual.typeNumber()) {
                    throw work.invalid("expected: %s, found: %s".formatted(tag.type().text(), actual.type().text()));
                }
            }
            case CoreExternType.Table table when given instanceof CoreExternType.Table actual -> table(actual, table);
            case CoreExternType.Memory memory when given instanceof CoreExternType.Memory actual -> memory(actual, memory);
            case CoreExternType.Global global when given instanceof CoreExternType.Global actual -> global(actual, global);
            case CoreExternType.Func func -> throw kind(given, wanted);
            case CoreExternType.Tag tag -> throw kind(given, wanted);
            case CoreExternType.Table table -> throw kind(given, wanted);
            case CoreExternType.Memory memory -> throw kind(given, wanted);
            case CoreExternType.Global global -> throw kind(given, wanted);
        }
    }

    private ComponentException kind(CoreExternType given, CoreExternType wanted) {
        return work.invalid("expected %s, found %s".formatted(wanted.kind(), given.kind()));
    }

    private void signature(int given, String givenText, int wanted, String wantedText) {
        if (!types.isSubtype(given, wanted)) {
            throw work.invalid("expected: %s, found: %s".formatted(wantedText, givenText));
        }
    }

    private void table(CoreExternType.Table given, CoreExternType.Table wanted) {
        if (!matches(given.element(), wanted.element()) || !matches(wanted.element(), given.element())) {
            throw work.invalid("expected table element type %s, found %s"
                    .formatted(wanted.element().text(), given.element().text()));
        }
        if (given.limits().shared() != wanted.limits().shared()) {
            throw work.invalid("mismatch in the shared flag for tables");
        }
        limits(given.limits(), wanted.limits(), "table");
    }

    private void memory(CoreExternType.Memory given, CoreExternType.Memory wanted) {
        if (given.limits().shared() != wanted.limits().shared()) {
            throw work.invalid("mismatch in the shared flag for memories");
        }
        if (given.pageSizeLog2() != wanted.pageSizeLog2()) {
            throw work.invalid("mismatch in memory page sizes");
        }
        limits(given.limits(), wanted.limits(), "memory");
    }

    private void limits(CoreExternDesc.Limits given, CoreExternDesc.Limits wanted, String what) {
        if (given.is64() != wanted.is64()) {
            throw work.invalid("mismatch in index type used for " + what);
        }
        boolean fits = Long.compareUnsigned(given.minimum(), wanted.minimum()) >= 0
                && (wanted.maximum().isEmpty() || given.maximum().isPresent()
                        && Long.compareUnsigned(given.maximum().getAsLong(), wanted.maximum().getAsLong()) <= 0);
        if (!fits) {
            throw work.invalid("mismatch in " + what + " limits");
        }
    }

    private void global(CoreExternType.Global given, CoreExternType.Global wanted) {
        if (given.mutable() != wanted.mutable()) {
            throw work.invalid("global types differ in mutability");
        }
        if (given.shared() != wanted.shared()) {
            throw work.invalid("global types differ in shared");
        }
        if (!matches(given.type(), wanted.type()) || wanted.mutable() && !matches(wanted.type(), given.type())) {
            throw work.invalid("expected global type %s, found %s".formatted(wanted.type().text(), given.type().text()));
        }
    }

    /** Value subtyping. */
    boolean matches(CoreValType given, CoreValType wanted) {
        if (given.equals(wanted)) {
            return true;
        }
        return given instanceof CoreValType.Ref actual && wanted instanceof CoreValType.Ref expected
                && (expected.nullable() || !actual.nullable()) && heap(actual.heap(), expected.heap());
    }

    private boolean heap(Heap given, Heap wanted) {
        return switch (given) {
            case ConcreteHeap actual -> switch (wanted) {
                case ConcreteHeap expected -> types.isSubtype(actual.index(), expected.index());
                case AbstractHeap expected -> types.type(actual.index()).shared() == expected.shared()
                        && isAbove(expected.kind(), kindOf(actual));
            };
            case AbstractHeap actual -> switch (wanted) {
                case ConcreteHeap expected -> actual.shared() == types.type(expected.index()).shared()
                        && isBottomOf(actual.kind(), kindOf(expected));
                case AbstractHeap expected -> actual.shared() == expected.shared()
                        && (isAbove(expected.kind(), actual.kind()) || isBottomOf(actual.kind(), expected.kind()));
            };
        };
    }

    private Kind kindOf(ConcreteHeap heap) {
        return switch (types.type(heap.index()).type()) {
            case CoreTypeDef.Func func -> Kind.FUNC;
            case CoreTypeDef.Struct struct -> Kind.STRUCT;
            case CoreTypeDef.Array array -> Kind.ARRAY;
        };
    }

    private static boolean isAbove(Kind above, Kind below) {
        return above == below || switch (above) {
            case ANY -> below == Kind.EQ || below == Kind.I31 || below == Kind.STRUCT || below == Kind.ARRAY;
            case EQ -> below == Kind.I31 || below == Kind.STRUCT || below == Kind.ARRAY;
            case FUNC, EXTERN, I31, STRUCT, ARRAY, EXN, NONE, NO_EXTERN, NO_FUNC, NO_EXN -> false;
        };
    }

    private static boolean isBottomOf(Kind bottom, Kind kind) {
        return switch (bottom) {
            case NONE -> kind == Kind.ANY || isAbove(Kind.EQ, kind);
            case NO_FUNC -> kind == Kind.FUNC;
            case NO_EXTERN -> kind == Kind.EXTERN;
            case NO_EXN -> kind == Kind.EXN;
            case FUNC, EXTERN, ANY, EQ, I31, STRUCT, ARRAY, EXN -> false;
        };
    }
}
