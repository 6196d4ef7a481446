package arcella.wasi.preview2.http;

import arcella.wasi.http.HttpException;
import arcella.wasi.http.IncomingBody;
import arcella.wasi.io.GuestInput;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;

/** An incoming body as a guest's stream. */
final class BodyInput extends GuestInput {

    private final IncomingBody body;

    BodyInput(IncomingBody body) {
        this.body = body;
    }

    @Override
    protected int take(byte[] target, int offset, int length) throws StreamException {
        try {
            return body.read(target, offset, length);
        } catch (HttpException e) {
            throw StreamException.failed(e);
        }
    }

    @Override
    public Pollable readable() {
        return body.readable();
    }
}
