package arcella.engine.component;

import arcella.engine.binding.Loans;
import arcella.engine.binding.ResourceBinding;
import arcella.wit.value.WitValue;

/** Java objects of a class as resources, in any instance whose linker knows the class. */
record HostResourceBinding(Class<?> type) implements ResourceBinding {

    @Override
    public Object lift(WitValue.Handle handle, boolean owned, Loans loans) {
        Store store = (Store) loans.scope();
        HostResource resource = store.hostResource(type);
        return owned
                ? resource.remove(store.take(handle).representation())
                : resource.get(store.get(handle).representation());
    }

    @Override
    public WitValue.Handle lower(Object object, boolean owned, Loans loans) {
        Store store = (Store) loans.scope();
        HostResource resource = store.hostResource(type);
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
