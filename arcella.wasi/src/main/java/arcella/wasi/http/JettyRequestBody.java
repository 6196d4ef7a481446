package arcella.wasi.http;

import java.nio.ByteBuffer;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.SerializedInvoker;
import org.jspecify.annotations.Nullable;

/** A guest's outgoing body, as the client takes it. */
final class JettyRequestBody implements Request.Content {

    private static final int PORTION_BYTES = 32 << 10;

    private final OutgoingBody body;
    private final long length;
    // The client's own rule: one call back at a time, none within another.
    private final SerializedInvoker invoker = new SerializedInvoker(JettyRequestBody.class);

    JettyRequestBody(OutgoingBody body) {
        this.body = body;
        this.length = body.length().orElse(-1);
    }

    @Override
    public long getLength() {
        return length;
    }

    /** None: a guest says it by a field, or not at all. */
    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public Content.@Nullable Chunk read() {
        return body.take(PORTION_BYTES).map(part -> switch (part) {
            case OutgoingBody.Part.Bytes bytes -> Content.Chunk.from(ByteBuffer.wrap(bytes.bytes()), false);
            case OutgoingBody.Part.End end -> Content.Chunk.EOF;
            case OutgoingBody.Part.Failed failed -> Content.Chunk.from(failed.failure(), true);
        }).orElse(null);
    }

    @Override
    public void demand(Runnable demandCallback) {
        body.demand(() -> invoker.run(demandCallback));
    }

    @Override
    public void fail(Throwable failure) {
        body.fail(JettyFailures.of(failure, false));
    }
}
