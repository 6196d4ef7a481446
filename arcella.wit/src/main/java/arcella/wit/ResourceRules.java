package arcella.wit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import arcella.error.ArcellaException;

/** The rules for the functions of one resource. */
final class ResourceRules {

    private ResourceRules() {}

    static void check(String resource, List<WitFunction> functions) {
        Map<String, String> seen = new HashMap<>();
        boolean constructed = false;
        String own = Kebab.fold(resource);
        for (WitFunction function : functions) {
            switch (function.kind()) {
                case FREE -> throw new IllegalArgumentException(function.name() + " belongs to no resource");
                case CONSTRUCTOR -> {
                    if (constructed) {
                        throw bad("resource '" + resource + "' has two constructors", "make one a static function");
                    }
                    if (function.isAsync()) {
                        throw bad("the constructor of '" + resource + "' is async", "make it a static function");
                    }
                    constructed = true;
                }
                case METHOD, STATIC -> {
                    if (function.kind() == WitFunction.Kind.METHOD
                            && function.params().stream().anyMatch(param -> Kebab.fold(param.name()).equals("self"))) {
                        throw bad("method '" + function.name() + "' of resource '" + resource + "' has a parameter 'self', "
                                + "which every method has without saying", "rename the parameter");
                    }
                    if (Kebab.fold(function.name()).equals(own)) {
                        throw bad("a function of resource '" + resource + "' has the name of it", "rename it");
                    }
                    Labels.requireNew(seen, function.name(), "function");
                }
            }
        }
    }

    private static ArcellaException bad(String what, String remedy) {
        return new ArcellaException(WitError.WIT_RESOLVE, what, remedy);
    }
}
