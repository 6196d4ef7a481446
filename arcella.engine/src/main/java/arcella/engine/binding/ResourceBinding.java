package arcella.engine.binding;

import arcella.wit.value.WitValue;

/** One resource type of one instance: how its handles and the objects that stand for it become each other. */
public interface ResourceBinding {

    /**
     * The object that a handle from a guest stands for.
     *
     * @param owned whether the handle was given for good; else it is lent for the call
     */
    Object lift(WitValue.Handle handle, boolean owned);

    /**
     * A handle to give to a guest.
     *
     * @param object what it stands for
     * @param owned whether it is given for good; else it is lent for the call
     * @param loans takes what there is to be done after the call
     */
    WitValue.Handle lower(Object object, boolean owned, Loans loans);
}
