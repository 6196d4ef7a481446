package arcella.engine.binding;

import arcella.wit.resolved.ResourceType;

/** Says what stands in Java for the resources that occur in a function's type. */
@FunctionalInterface
public interface ResourceTypes {

    /**
     * Binds one use of a resource.
     *
     * @param resource the resource
     * @param type the Java type that is there in its place
     * @param where the place, for messages
     * @throws BindingException if objects of that type cannot stand for the resource
     */
    ResourceBinding bind(ResourceType resource, Class<?> type, String where);
}
