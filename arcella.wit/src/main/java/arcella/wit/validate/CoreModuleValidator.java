package arcella.wit.validate;

import arcella.wit.component.ByteSlice;

/**
 * Checks the parts of a core module that component validation does not look at: its code, data and elements. The engine
 * brings one.
 *
 * <p>Implementations must be safe to call from several threads.
 */
@FunctionalInterface
public interface CoreModuleValidator {

    /** Trusts every module. For callers that only want to know a component's types. */
    CoreModuleValidator TRUSTING = module -> { };

    /**
     * Checks one core module.
     *
     * @throws arcella.wit.component.ComponentException if the module is malformed or invalid; the offset is that of the
     *     module if nothing closer is known
     */
    void validate(ByteSlice module);
}
