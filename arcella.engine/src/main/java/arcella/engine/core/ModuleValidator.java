package arcella.engine.core;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import arcella.engine.EngineError;
import arcella.engine.internal.binary.ModuleDecoder;
import arcella.engine.internal.binary.ModuleFeatures;
import arcella.engine.internal.binary.ModuleFeatures.Feature;
import arcella.error.ArcellaException;
import arcella.wit.binary.CoreModuleDecoder;
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
     * @throws ArcellaException with another code of {@link EngineError} if the module asks for what the engine does not
     *     have: {@code UNSUPPORTED_FEATURE} for features whose rules this validator does not know
     */
    @Override
    public void validate(ByteSlice module) {
        Set<Feature> beyond = features(module);
        beyond.removeIf(Feature::validated);
        refuse(beyond);
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
     * The names of the features that a module uses and this engine does not run, valid as they may be.
     *
     * @throws ComponentException if the module's declarations are malformed
     */
    public static List<String> notRun(ByteSlice module) {
        return features(module).stream().map(Feature::text).toList();
    }

    /**
     * A validator that refuses what this engine does not run, too: for modules that are to run here.
     *
     * @return throws as {@link #validate} does, and {@code UNSUPPORTED_FEATURE} for every feature of {@link #notRun}
     */
    public static CoreModuleValidator runnable() {
        ModuleValidator validator = new ModuleValidator();
        return module -> {
            validator.validate(module);
            refuse(features(module));
        };
    }

    private static Set<Feature> features(ByteSlice module) {
        return ModuleFeatures.of(CoreModuleDecoder.decode(module));
    }

    private static void refuse(Set<Feature> features) {
        if (!features.isEmpty()) {
            throw new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                    "the module uses " + features.stream().map(Feature::text).collect(Collectors.joining(", "))
                            + ", which this engine does not run",
                    "compile it without that feature");
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
