package arcella.engine.component;

import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.engine.abi.AdapterValues;
import arcella.engine.binding.Adapter;
import arcella.engine.binding.Loans;

/** The handles of one function whose values an adapter carries: as {@link CallHandles}, with objects instead. */
final class AdapterHandles {

    private final InstanceState instance;
    private final Environment environment;
    private final List<Adapter.ResourceUse> uses;
    private CallScope scope = new CallScope();
    private Loans loans;
    private boolean moved;

    AdapterHandles(Environment environment, List<Adapter.ResourceUse> uses) {
        this.instance = environment.instance();
        this.environment = environment;
        this.uses = uses;
        this.loans = new Loans(instance.store);
    }

    /** Whether one has gone to the guest. */
    boolean moved() {
        return moved;
    }

    /** A new call. */
    void begin() {
        if (!uses.isEmpty()) {
            scope = new CallScope();
            loans = new Loans(instance.store);
            moved = false;
        }
    }

    CallScope scope() {
        return scope;
    }

    /** The call has ended. */
    void end() {
        scope.end(instance.store);
        loans.end();
    }

    Object lift(int index, int number) {
        Adapter.ResourceUse use = uses.get(number);
        return use.binding().lift(new CallHandles(instance, environment, scope).lift(use.type(), index), use.owned(),
                loans);
    }

    int lower(@Nullable Object object, int number) {
        Adapter.ResourceUse use = uses.get(number);
        int index = new CallHandles(instance, environment, scope).lower(use.type(), use.binding()
                .lower(AdapterValues.present(object, use.type().kind()), use.owned(), loans));
        moved = true;
        return index;
    }
}
