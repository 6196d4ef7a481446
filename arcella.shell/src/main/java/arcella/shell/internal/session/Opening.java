package arcella.shell.internal.session;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

import arcella.command.Invocation;
import arcella.shell.internal.gogo.Catalogue;

/** Keeps what all sessions share, from the first one on. Thread-safe. */
final class Opening implements AutoCloseable {

    private final BundleContext context;
    private final Set<Thread> sessions = new HashSet<>();
    private boolean closed;
    private Optional<Catalogue> catalogue = Optional.empty();

    Opening(BundleContext context) {
        this.context = context;
    }

    /** Runs one session. */
    void run(Settings settings, Invocation invocation) throws InterruptedException {
        Catalogue shared = begin();
        Optional<ServiceReference<ThreadIO>> reference =
                Optional.ofNullable(context.getServiceReference(ThreadIO.class));
        ThreadIO threadIo = reference.map(context::getService).orElse(null);
        try {
            new ShellRun(settings, invocation, this::closed).run(shared, threadIo);
        } finally {
            if (end()) {
                reference.ifPresent(context::ungetService);
            }
        }
    }

    private synchronized Catalogue begin() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the shell's bundle stops");
        }
        if (catalogue.isEmpty()) {
            catalogue = Optional.of(new Catalogue(context));
        }
        sessions.add(Thread.currentThread());
        return catalogue.get();
    }

    /** Takes the session off the list; false if the bundle's context is gone. */
    private synchronized boolean end() {
        sessions.remove(Thread.currentThread());
        return !closed;
    }

    private synchronized boolean closed() {
        return closed;
    }

    /** Ends all sessions: their commands and services go with the bundle. */
    @Override
    public synchronized void close() {
        closed = true;
        sessions.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
        catalogue.ifPresent(Catalogue::close);
        catalogue = Optional.empty();
    }
}
