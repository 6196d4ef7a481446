package arcella.runtime.internal.container;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import arcella.command.Arguments;
import arcella.command.Caller;
import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Role;

/** A call of a verb as a client would make it, with uploads in memory. */
record TestInvocation(Arguments arguments, Map<String, byte[]> uploads, List<String> emitted) implements Invocation {

    TestInvocation(Arguments arguments, Map<String, byte[]> uploads) {
        this(arguments, uploads, new CopyOnWriteArrayList<>());
    }

    @Override
    public Caller caller() {
        return new Caller("test", -1, Role.ADMIN, Caller.Origin.INTERNAL);
    }

    @Override
    public InputStream upload(String parameter) {
        byte[] content = uploads.get(parameter);
        if (content == null) {
            throw new IllegalArgumentException("no upload " + parameter);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public void onControl(BiConsumer<String, Data> listener) {
        // No client, no events.
    }

    @Override
    public void progress(String what, long done, long total) {
        // Nobody watches.
    }

    @Override
    public void emit(String event, Data data) {
        // Lines of a log come with their parts.
        Data text = data instanceof Data.Fields fields ? fields.values().get("line") : data;
        emitted.add(((Data.Text) text).value());
    }

    @Override
    public void onCancel(Runnable action) {
        // Tests interrupt the thread.
    }
}
