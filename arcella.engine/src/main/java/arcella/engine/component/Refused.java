package arcella.engine.component;

import arcella.error.ArcellaException;

/** Arguments were refused before anything of the guest ran: the instance is as it was. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ArcellaException why;

    Refused(ArcellaException why) {
        super(why);
        this.why = why;
    }

    /** What to tell the caller. */
    ArcellaException why() {
        return why;
    }
}
