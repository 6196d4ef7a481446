package arcella.wasi.preview2.cli;

import arcella.engine.binding.Unit;
import arcella.engine.binding.WitResult;
import arcella.wasi.WasiExit;

/** The interface {@code wasi:cli/exit}. Stateless. */
public final class Exit {

    /**
     * {@code exit}.
     *
     * @throws WasiExit always: with code 0 for {@code ok}, 1 for {@code err}
     */
    public void exit(WitResult<Unit, Unit> status) {
        throw new WasiExit(switch (status) {
            case WitResult.Ok<Unit, Unit> _ -> 0;
            case WitResult.Err<Unit, Unit> _ -> 1;
        });
    }

    /**
     * {@code exit-with-code}.
     *
     * @param statusCode 0 to 255
     * @throws WasiExit always
     */
    public void exitWithCode(short statusCode) {
        throw new WasiExit(statusCode);
    }
}
