package arcella.engine.component;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.resolved.FuncType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeCheck;
import arcella.wit.typed.TypeText;
import arcella.wit.value.WitValue;

/**
 * Holds the values of a call to the function's type, where they come from somebody who need not keep to it. Which
 * resources handles stand for is not looked at. Immutable.
 */
final class CallCheck {

    private final String function;
    private final List<WitFunction.Param> params;
    private final Optional<WitType> result;

    /**
     * @param function what the function is called in messages
     * @param types closes types; one for all functions of an interface saves work
     */
    CallCheck(String function, FuncType type, ClosedTypes types) {
        this.function = function;
        this.params = types.params(type);
        this.result = types.result(type);
    }

    /**
     * Refuses arguments that do not fit.
     *
     * @throws ArcellaException with {@code BAD_CALL} that tells where
     */
    void arguments(List<WitValue> arguments) {
        if (arguments.size() != params.size()) {
            throw wrongArguments("was given " + arguments.size() + " arguments");
        }
        for (int i = 0; i < params.size(); i++) {
            WitFunction.Param param = params.get(i);
            TypeCheck.mismatch(arguments.get(i), param.type()).ifPresent(wrong -> {
                throw wrongArguments("was given a wrong " + param.name() + ": " + wrong);
            });
        }
    }

    private ArcellaException wrongArguments(String what) {
        return new ArcellaException(EngineError.BAD_CALL, function + " " + what, "it takes "
                + TypeText.signature(params, List.of(), Map.of(), TypeText.MOST_LETTERS).substring("func".length()));
    }

    /**
     * Refuses a result that does not fit.
     *
     * @throws ArcellaException with {@code BAD_CALL} that tells where
     */
    void result(Optional<WitValue> given) {
        if (given.isPresent() != result.isPresent()) {
            throw wrongResult(given.isPresent() ? "gave a result" : "gave no result");
        }
        if (given.isPresent()) {
            TypeCheck.mismatch(given.get(), result.get()).ifPresent(wrong -> {
                throw wrongResult("gave a wrong result: " + wrong);
            });
        }
    }

    private ArcellaException wrongResult(String what) {
        return new ArcellaException(EngineError.BAD_CALL, function + " " + what + " against its type",
                "this is an error of whoever implements it");
    }
}
