package arcella.worker;

import java.io.Serial;

import arcella.error.ArcellaException;

/** A call that did not begin: nothing has happened, and it may be tried on another instance. */
public final class NotBegunException extends ArcellaException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** For the same reason. */
    public NotBegunException(ArcellaException reason) {
        super(reason.code(), reason.what(), reason.remedy(), reason);
    }
}
