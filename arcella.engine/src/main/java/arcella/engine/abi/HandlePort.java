package arcella.engine.abi;

import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * Where values that are no data pass between one component instance's table and the rest of the world
 * ({@code CanonicalABI.md}, {@code lift_own} and its siblings). An implementation stands for one call in one
 * instance: it knows the borrow scope.
 */
public interface HandlePort {

    /**
     * Takes a handle out of the instance, or lends it.
     *
     * @param type an {@code own}, {@code borrow}, {@code stream}, {@code future} or {@code error-context} type
     * @param index the guest's handle
     * @throws arcella.engine.core.Trap if the instance holds no such handle
     */
    WitValue.Handle lift(ValueType type, int index);

    /**
     * Gives a handle to the instance.
     *
     * @return what the guest gets: its handle, or, for a borrow of a resource of its own, the representation
     */
    int lower(ValueType type, WitValue.Handle handle);
}
