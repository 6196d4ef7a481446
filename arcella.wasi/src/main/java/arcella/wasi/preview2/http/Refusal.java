package arcella.wasi.preview2.http;

import arcella.engine.binding.Unit;
import arcella.engine.binding.WitError;

/** A function that says no more than no: the {@code err} of a {@code result} without payload. */
public final class Refusal extends Exception implements WitError<Unit> {

    private static final long serialVersionUID = 1L;

    /** With words for whoever debugs the host. */
    public Refusal(String message) {
        super(message, null, false, false);
    }

    @Override
    public Unit payload() {
        return Unit.UNIT;
    }
}
