package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.error.ArcellaException;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.worker.face.FaceFunction;

/**
 * The functions of the module that stands before them, for completion: as a call begins, {@code greet(}, and whole where there
 * is nothing to hand over. The interface is left out where the name alone says which is meant.
 */
@Component(service = Candidates.class)
public final class FunctionCandidates implements Candidates {

    static final String FUNCTION = "function";

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public FunctionCandidates(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public String what() {
        return FUNCTION;
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public List<String> names(List<String> before) {
        return before.isEmpty() ? List.of() : calls(functions(before.getLast()));
    }

    private List<FaceFunction> functions(String module) {
        try {
            return runtime.modules().face(module).functions();
        } catch (ArcellaException _) {
            // No such module, or several: the call says so.
            return List.of();
        }
    }

    private static List<String> calls(List<FaceFunction> functions) {
        Map<String, Long> ofName = functions.stream()
                .collect(Collectors.groupingBy(FaceFunction::name, Collectors.counting()));
        Function<FaceFunction, String> name =
                function -> ofName.get(function.name()) == 1 ? function.name() : function.callName();
        return functions.stream().map(function -> name.apply(function) + (function.params().isEmpty() ? "()" : "(")).toList();
    }
}
