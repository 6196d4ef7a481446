package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.wit.value.WitValue;

/**
 * An interface that is implemented elsewhere: in another store, or in another process. Its functions get and give plain
 * values; a resource is a number that means something on the other side only, and a guest here holds it by a handle of
 * its own like any other resource.
 *
 * <p>Interfaces that share a resource type ({@code use}) have to share its numbers, too: a number that came through one of
 * them may go back through another.
 *
 * <p>Resources that the host of the guest here implements have numbers of their {@link #passage}.
 *
 * <p>Called on the thread that runs the guest, which is interrupted when the call is to end. What it throws ends the guest's
 * call as a trap does; a result that is not of the function's type does so, too.
 */
public interface ForeignInterface {

    /**
     * Calls a function. Handles in arguments and result have the other side's numbers: one that is owned is given away
     * with the call, one that is borrowed is lent until this returns. If it throws, those given away are dropped once more,
     * in case that the other side has not taken them.
     *
     * @param function the function's name in the interface
     * @param arguments one value per parameter
     * @return the result, present exactly if the function's type has one
     */
    Optional<WitValue> call(String function, List<WitValue> arguments);

    /** A function of it, resolved once and called as {@link ForeignInterface#call} says. */
    @FunctionalInterface
    interface Function {

        /** As {@link ForeignInterface#call}. */
        Optional<WitValue> call(List<WitValue> arguments);
    }

    /**
     * What an instance calls: asked once for each function that it imports, when it is linked.
     *
     * @param name the function's name in the interface
     */
    default Function function(String name) {
        return arguments -> call(name, arguments);
    }

    /**
     * A guest dropped a resource that it owned, or ended while it owned it. Does nothing if the other side is gone, or the
     * number no longer means anything there.
     *
     * @param resource the resource type's name in the interface that defines it
     * @param id the other side's number
     */
    void drop(String resource, long id);

    /** How resources of the host get to the other side and come from there, if they do. */
    default HostPassage passage() {
        return HostPassage.none();
    }
}
