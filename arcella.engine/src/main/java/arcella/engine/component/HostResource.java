package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * A resource type whose resources are Java objects: their table, in which guests' handles are places. Safe for use by
 * many threads, for one linker makes many instances.
 */
final class HostResource {

    private final Class<?> type;
    private final ResourceTag tag;
    private final List<@Nullable Object> objects = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    HostResource(Class<?> type) {
        this(type, type.getSimpleName());
    }

    /** One under a name of its own. */
    HostResource(Class<?> type, String label) {
        this.type = type;
        this.tag = ResourceTag.host(label, this::end);
    }

    Class<?> type() {
        return type;
    }

    ResourceTag tag() {
        return tag;
    }

    synchronized int add(Object object) {
        if (!type.isInstance(object)) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "an object of " + object.getClass() + " was given where the resource is " + type, "give such an object");
        }
        if (!free.isEmpty()) {
            int place = free.removeLast();
            objects.set(place, object);
            return place;
        }
        objects.add(object);
        return objects.size() - 1;
    }

    synchronized Object get(int place) {
        Object object = objects.get(place);
        if (object == null) {
            throw new IllegalStateException("no resource has the representation " + place);
        }
        return object;
    }

    synchronized Object remove(int place) {
        Object object = get(place);
        objects.set(place, null);
        free.add(place);
        return object;
    }

    private void end(int place) {
        try {
            ((AutoCloseable) remove(place)).close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ArcellaException(EngineError.HOST_FUNCTION, "closing a " + type.getSimpleName() + " failed (" + e
                    + ")", "see the cause; this is an error of the host's", e);
        }
    }
}
