package arcella.wasi;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells the operator, once, that a guest has come to a limit which the guest itself hears of as an error of its interface.
 * Thread-safe.
 */
public final class LimitNotice {

    private final Consumer<Denial> notices;
    private final Denial denial;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param notices hears it
     * @param attempt what was tried, as {@link Denial#attempt()} has it, but for the limit
     * @param limit the limit's key
     * @param most its value, for people
     */
    public LimitNotice(Consumer<Denial> notices, String attempt, String limit, String most) {
        this(notices, new Denial(attempt + " beyond its limit " + limit + " of " + most, new Denial.Remedy.Raise(limit)));
    }

    /**
     * @param notices hears it
     * @param denial what it hears
     */
    public LimitNotice(Consumer<Denial> notices, Denial denial) {
        this.notices = notices;
        this.denial = denial;
    }

    /** The guest has come to it. */
    public void reached() {
        if (told.compareAndSet(false, true)) {
            notices.accept(denial);
        }
    }
}
