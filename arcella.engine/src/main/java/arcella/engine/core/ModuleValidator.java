package arcella.engine.core;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;
import arcella.wit.validate.CoreModuleValidator;

/**
 * Validates the core modules inside a component as {@link CoreEngine} does when it loads one, code included, without
 * compiling them.
 *
 * <p>Stateless; safe to use from several threads.
 */
public final class ModuleValidator implements CoreModuleValidator {

    /** Makes a validator. */
    public ModuleValidator() {}

    /**
     * @throws ComponentException if the module is malformed or invalid
     * @throws ArcellaException with another code of {@link EngineError} if the module asks for what the engine does not have
     */
    @Override
    public void validate(ByteSlice module) {
        try {
            ParsedModules.validated(NamelessImports.named(module));
        } catch (ArcellaException e) {
            if (e.code().number() == EngineError.MALFORMED.number()) {
                throw ComponentException.malformed(e.what(), module.offset());
            }
            if (e.code().number() == EngineError.INVALID.number()) {
                throw ComponentException.invalid(e.what(), module.offset());
            }
            throw e;
        }
    }
}
