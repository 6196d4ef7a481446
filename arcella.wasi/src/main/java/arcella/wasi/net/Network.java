package arcella.wasi.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import arcella.wasi.Denial;
import arcella.wasi.LimitNotice;
import arcella.wasi.net.NetworkRule.Protocol;

/**
 * The network of one instance: makes its sockets, looks names up for it, and holds both to the instance's rules.
 *
 * <p>Nothing here waits on the guest's thread. What takes time is told by {@link arcella.wasi.io.Pollable}s: one thread
 * per instance watches sockets, a few more wait for look-ups, and none of them is there before it is needed.
 *
 * <p>Thread-safe; the sockets are used by one thread at a time.
 */
public final class Network implements AutoCloseable {

    private static final int LOOKUP_THREADS = 4;
    private static final int MOST_LOOKUPS = 256;
    private static final int LOOKUP_IDLE_SECONDS = 5;
    private static final int MOST_NAME = 253;
    private static final Pattern LABELS = Pattern.compile(
            "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
    /** What some systems take for an address, such as 127.1 or 0x7f000001. */
    private static final Pattern NUMBERS = Pattern.compile("(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+))*");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private final NetworkPolicy policy;
    private final NameResolver resolver;
    private final int mostSockets;
    private final LimitNotice full;
    private final SocketPoller poller = new SocketPoller();
    private final Set<Closeable> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ThreadPoolExecutor lookups;

    /**
     * A network that allows what the rules do.
     *
     * @param refusals is told once of each thing refused
     * @param mostSockets how many may be open at once
     * @param resolver looks names up
     */
    public Network(NetworkRules rules, Consumer<Denial> refusals, int mostSockets, NameResolver resolver) {
        this.policy = new NetworkPolicy(rules, refusals);
        this.mostSockets = mostSockets;
        this.full = new LimitNotice(refusals, "to open sockets", "sockets", Integer.toString(mostSockets));
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        // Platform threads: the system's look-up holds its thread in native code.
        this.lookups = new ThreadPoolExecutor(LOOKUP_THREADS, LOOKUP_THREADS, LOOKUP_IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_LOOKUPS),
                Thread.ofPlatform().daemon().name("arcella-lookup-", 0).factory());
        lookups.allowCoreThreadTimeOut(true);
    }

    /**
     * Loads all that the system's sockets and look-ups need, for a process that is about to give up the rights which
     * that takes.
     *
     * @throws UncheckedIOException if this system has no sockets
     */
    public static void prepare() {
        try (Selector selector = Selector.open();
                SocketChannel stream = SocketChannel.open();
                ServerSocketChannel listener = ServerSocketChannel.open();
                DatagramChannel datagrams = DatagramChannel.open()) {
            stream.configureBlocking(false).register(selector, 0);
            selector.selectNow();
            listener.supportedOptions();
            datagrams.supportedOptions();
            stream.supportedOptions();
            InetAddress.getByName("localhost");
        } catch (UnknownHostException e) {
            // A machine without that name; what was to be loaded is.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("this system has no sockets", e);
        }
    }

    /** The files that look-ups read; some systems lack some of them. */
    public static List<Path> resolverFiles() {
        return Stream.of("resolv.conf", "hosts", "nsswitch.conf", "host.conf", "gai.conf", "services")
                .map(name -> Path.of("/etc", name)).toList();
    }

    /** What decides. */
    public NetworkPolicy policy() {
        return policy;
    }

    SocketPoller poller() {
        return poller;
    }

    /**
     * A TCP socket that is neither bound nor connected.
     *
     * @throws NetworkException {@code ACCESS_DENIED} if no rule speaks of TCP, {@code NEW_SOCKET_LIMIT} if it is one too many, {@code NOT_SUPPORTED} if this machine
     *     has no such addresses
     */
    public TcpSocket tcpSocket(StandardProtocolFamily family) throws NetworkException {
        requireRule(Protocol.TCP);
        return TcpSocket.create(this, family);
    }

    /** A UDP socket that is not bound; fails as {@link #tcpSocket} does. */
    public UdpSocket udpSocket(StandardProtocolFamily family) throws NetworkException {
        requireRule(Protocol.UDP);
        return UdpSocket.create(this, family);
    }

    private void requireRule(Protocol protocol) throws NetworkException {
        if (!policy.mayOpen(protocol)) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
    }

    /**
     * Begins to look a name up. An address is answered as it is. Every name is looked up once in an instance's life.
     *
     * @param name a host's name, in any script, or an address
     * @throws NetworkException {@code INVALID_ARGUMENT} if it is neither, {@code ACCESS_DENIED} if no rule has that
     *     name, {@code TEMPORARY_RESOLVER_FAILURE} if too many look-ups are under way
     */
    public NameLookup lookUp(String name) throws NetworkException {
        Optional<InetAddress> literal = literal(name);
        if (literal.isPresent()) {
            return new NameLookup(CompletableFuture.completedFuture(List.of(literal.get())));
        }
        String plain = hostName(name);
        if (!policy.mayResolve(plain)) {
            throw NetworkError.ACCESS_DENIED.failure();
        }
        Optional<List<InetAddress>> known = policy.known(plain);
        if (known.isPresent()) {
            return new NameLookup(CompletableFuture.completedFuture(known.get()));
        }
        try {
            return new NameLookup(CompletableFuture.supplyAsync(() -> resolve(plain), lookups));
        } catch (RejectedExecutionException e) {
            throw NetworkError.TEMPORARY_RESOLVER_FAILURE.failure();
        }
    }

    private List<InetAddress> resolve(String name) {
        try {
            return policy.resolved(name, resolver.resolve(name));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private static Optional<InetAddress> literal(String name) {
        if (!IPV4.matcher(name).matches() && !IPV6.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException e) {
            // Then it is no name either, which is what the caller finds next.
            return Optional.empty();
        }
    }

    private static String hostName(String name) throws NetworkException {
        String ascii;
        try {
            ascii = IDN.toASCII(name).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
        String plain = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (plain.length() > MOST_NAME || !LABELS.matcher(plain).matches() || NUMBERS.matcher(plain).matches()) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
        return plain;
    }

    /** Fails if one more socket would be too many. */
    void requireRoom() throws NetworkException {
        synchronized (open) {
            if (open.size() >= mostSockets) {
                full.reached();
                throw NetworkError.NEW_SOCKET_LIMIT.failure();
            }
        }
    }

    <C extends Closeable> C opened(C channel) {
        synchronized (open) {
            open.add(channel);
        }
        return channel;
    }

    /** Closes a channel of this instance. */
    void close(Closeable channel) {
        synchronized (open) {
            open.remove(channel);
        }
        closeQuietly(channel);
        poller.released();
    }

    private static void closeQuietly(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone in any case, and what could not be sent has nobody to be told.
            return;
        }
    }

    /** How many sockets are open, those included that still send what a guest has left. */
    public int openSockets() {
        synchronized (open) {
            return open.size();
        }
    }

    /** Closes every socket and ends the threads. */
    @Override
    public void close() {
        synchronized (open) {
            open.forEach(Network::closeQuietly);
            open.clear();
        }
        lookups.shutdownNow();
        poller.close();
    }
}
