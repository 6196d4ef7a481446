package arcella.engine.core;

import arcella.engine.EngineError;
import arcella.engine.internal.binary.ModuleDecoder;
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
            checkCounts(module.toByteArray());
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

    /**
     * The library reserves room for whatever count stands in the bytes; our decoder holds counts against them. It ends at
     * the first feature that the engine does not run, of which the library may still say whether it is used validly.
     */
    private static void checkCounts(byte[] module) {
        try {
            ModuleDecoder.decode(module);
        } catch (ArcellaException e) {
            if (e.code().number() != EngineError.UNSUPPORTED_FEATURE.number()) {
                throw e;
            }
        }
    }
}
