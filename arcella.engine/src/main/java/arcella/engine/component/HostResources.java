package arcella.engine.component;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Java classes that stand for resources at one linker, for all instances made with it. Safe for many threads. */
final class HostResources {

    private final Map<Class<?>, HostResource> byClass = new ConcurrentHashMap<>();

    HostResource of(Class<?> type) {
        HostResource known = byClass.get(type);
        return known == null ? byClass.computeIfAbsent(type, HostResource::new) : known;
    }

    Optional<HostResource> of(ResourceTag tag) {
        return byClass.values().stream().filter(resource -> resource.tag() == tag).findFirst();
    }
}
