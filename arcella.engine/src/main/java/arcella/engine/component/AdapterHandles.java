package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.abi.AdapterValues;
import arcella.engine.binding.Adapter;
import arcella.engine.binding.Loans;

/** The handles of one function whose values an adapter carries: as {@link CallHandles}, with objects instead. */
final class AdapterHandles {

    private final Store store;
    private final CallHandles table;
    private final List<Adapter.ResourceUse> uses;
    private Loans loans;
    private boolean moved;

    /**
     * @param scope the call, one object for all of them
     */
    AdapterHandles(Environment environment, List<Adapter.ResourceUse> uses, BorrowScope scope) {
        this.store = environment.instance().store;
        this.table = new CallHandles(environment.instance(), environment, Optional.of(scope));
        this.uses = uses;
        this.loans = new Loans(store);
    }

    /** Whether one has gone to the guest. */
    boolean moved() {
        return moved;
    }

    /** A new call. */
    void begin() {
        if (!uses.isEmpty()) {
            loans = new Loans(store);
            moved = false;
        }
    }

    /** The call has ended. */
    void end() {
        loans.end();
    }

    Object lift(int index, int number) {
        Adapter.ResourceUse use = uses.get(number);
        return use.binding().lift(table.lift(use.type(), index), use.owned(), loans);
    }

    int lower(@Nullable Object object, int number) {
        Adapter.ResourceUse use = uses.get(number);
        int index = table.lower(use.type(), use.binding()
                .lower(AdapterValues.present(object, use.type().kind()), use.owned(), loans));
        moved = true;
        return index;
    }
}
