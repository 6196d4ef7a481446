package arcella.engine.binding;

import arcella.wit.value.WitValue;

/** One resource type: how its handles and the objects that stand for it become each other. */
public interface ResourceBinding {

    /**
     * The object that a handle from a guest stands for.
     *
     * @param owned whether the handle was given for good; else it is lent for the call
     * @param loans says whose handle it is
     */
    Object lift(WitValue.Handle handle, boolean owned, Loans loans);

    /**
     * A handle to give to a guest.
     *
     * @param object what it stands for
     * @param owned whether it is given for good; else it is lent for the call
     * @param loans says whose handle it is to be, and takes what there is to be done after the call
     */
    WitValue.Handle lower(Object object, boolean owned, Loans loans);
}
