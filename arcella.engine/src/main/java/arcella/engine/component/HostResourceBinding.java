package arcella.engine.component;

import arcella.engine.binding.Loans;
import arcella.engine.binding.ResourceBinding;
import arcella.wit.value.WitValue;

/** Java objects as resources, in one instance. */
record HostResourceBinding(HostResource resource, Store store) implements ResourceBinding {

    @Override
    public Object lift(WitValue.Handle handle, boolean owned) {
        return owned
                ? resource.remove(store.take(handle).representation())
                : resource.get(store.get(handle).representation());
    }

    @Override
    public WitValue.Handle lower(Object object, boolean owned, Loans loans) {
        int place = resource.add(object);
        WitValue.Handle handle = store.put(resource.tag(), place, owned);
        if (!owned) {
            loans.add(() -> {
                store.forget(handle.id());
                resource.remove(place);
            });
        }
        return handle;
    }
}
