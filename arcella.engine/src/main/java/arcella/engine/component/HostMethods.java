package arcella.engine.component;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.binding.HostMethod;
import arcella.engine.binding.HostObject;
import arcella.engine.binding.MatchedMethod;
import arcella.engine.binding.ResourceTypes;
import arcella.wit.resolved.FuncType;

/**
 * The Java methods behind one component's imports, with what one linker offers: looked for when the first instance is
 * linked, and the generated code that calls them is shared by all instances. Safe for many threads.
 */
final class HostMethods {

    private final Matches matches;
    private final Map<String, HostMethod> bound = new ConcurrentHashMap<>();

    /** @param matches what is known from linkers that offered objects of the same classes */
    HostMethods(Matches matches) {
        this.matches = matches;
    }

    /** What holds for all objects of the same classes. */
    static final class Matches {
        private final Map<String, MatchedMethod> methods = new ConcurrentHashMap<>();
        private final Map<String, Class<?>> resources = new ConcurrentHashMap<>();
    }

    /** As {@link HostObject#method}. */
    HostMethod find(HostObject host, String path, String name, FuncType type, ResourceTypes types) {
        return bound.computeIfAbsent(path + "#" + name, where -> host.bind(
                matches.methods.computeIfAbsent(where, unknown -> host.match(path, name, type, types))));
    }

    /** As {@link HostObject#resource}. */
    Optional<Class<?>> resource(HostObject host, String path, String name) {
        String where = path + "#" + name;
        Class<?> known = matches.resources.get(where);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Class<?>> found = host.resource(name);
        found.ifPresent(type -> matches.resources.put(where, type));
        return found;
    }
}
