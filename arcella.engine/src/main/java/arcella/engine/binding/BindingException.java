package arcella.engine.binding;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/** A WIT type and a Java type that do not fit, and where. */
public final class BindingException extends ArcellaException {

    private static final long serialVersionUID = 1L;

    /**
     * @param where the function and the place in it
     * @param mismatch what does not fit, with both types
     */
    public BindingException(String where, String mismatch) {
        super(EngineError.UNLINKABLE, where + ": " + mismatch,
                "change the Java side to the mapping that arcella.engine.binding describes");
    }
}
