package arcella.wasi.preview2;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import arcella.engine.component.Linker;
import arcella.wasi.Ceiling;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiUse;
import arcella.wasi.http.HttpSender;
import arcella.wasi.net.NameResolver;
import arcella.wasi.net.Network;
import arcella.wasi.preview2.cli.Environment;
import arcella.wasi.preview2.cli.Exit;
import arcella.wasi.preview2.cli.Stdio;
import arcella.wasi.preview2.cli.TerminalInput;
import arcella.wasi.preview2.cli.TerminalOutput;
import arcella.wasi.preview2.cli.Terminals;
import arcella.wasi.preview2.clocks.MonotonicClock;
import arcella.wasi.preview2.clocks.WallClock;
import arcella.wasi.preview2.filesystem.DescriptorResource;
import arcella.wasi.preview2.filesystem.DirectoryEntryStreamResource;
import arcella.wasi.preview2.filesystem.Filesystem;
import arcella.wasi.preview2.http.FieldsResource;
import arcella.wasi.preview2.http.FutureIncomingResponseResource;
import arcella.wasi.preview2.http.FutureTrailersResource;
import arcella.wasi.preview2.http.HttpTypes;
import arcella.wasi.preview2.http.IncomingBodyResource;
import arcella.wasi.preview2.http.IncomingRequestResource;
import arcella.wasi.preview2.http.IncomingResponseResource;
import arcella.wasi.preview2.http.OutgoingBodyResource;
import arcella.wasi.preview2.http.OutgoingHandler;
import arcella.wasi.preview2.http.OutgoingRequestResource;
import arcella.wasi.preview2.http.OutgoingResponseResource;
import arcella.wasi.preview2.http.RequestOptionsResource;
import arcella.wasi.preview2.http.ResponseOutparamResource;
import arcella.wasi.preview2.io.ErrorResource;
import arcella.wasi.preview2.io.Errors;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.OutputStreamResource;
import arcella.wasi.preview2.io.Poll;
import arcella.wasi.preview2.io.PollableResource;
import arcella.wasi.preview2.io.Streams;
import arcella.wasi.preview2.random.InsecureRandomBytes;
import arcella.wasi.preview2.random.InsecureSeed;
import arcella.wasi.preview2.random.SecureRandomBytes;
import arcella.wasi.preview2.sockets.IncomingDatagramStreamResource;
import arcella.wasi.preview2.sockets.NetworkResource;
import arcella.wasi.preview2.sockets.OutgoingDatagramStreamResource;
import arcella.wasi.preview2.sockets.ResolveAddressStreamResource;
import arcella.wasi.preview2.sockets.SocketInterfaces;
import arcella.wasi.preview2.sockets.TcpSocketResource;
import arcella.wasi.preview2.sockets.UdpSocketResource;

/**
 * WASI 0.2 for one instance of a component.
 *
 * <pre>{@code
 * try (Preview2 wasi = Preview2.create(config);
 *         ComponentInstance instance = wasi.addTo(new Linker()).instantiate(component)) {
 *     instance.export(Preview2.runInterface(component).orElseThrow(), "run").call();
 * } catch (WasiExit exit) {
 *     code = exit.code();
 * }
 * }</pre>
 *
 * <p>What a guest does wrong is answered as its interface says, or traps where it says nothing. Calls that wait stop
 * with a {@link arcella.engine.core.Trap} of kind {@code INTERRUPTED} when their thread is interrupted; the thread stays
 * marked. {@code wasi:cli/exit} throws {@link arcella.wasi.WasiExit}.
 *
 * <p>Belongs to one instance, and is used by one thread at a time, as the instance is.
 */
public final class Preview2 implements AutoCloseable {

    /** The newest version whose functions are all here; linkers match other versions of its track. */
    static final String VERSION = "0.2.12";

    private final WasiConfig config;
    private final HostServices services;
    private final Filesystem filesystem;
    private final Network network;
    private final HttpSender sender;
    private final OutgoingHandler outgoing;
    private final Ceiling randomBytes;
    private final Ceiling fieldBytes;

    private Preview2(WasiConfig config, HostServices services, Filesystem filesystem) {
        this.config = config;
        this.services = services;
        this.filesystem = filesystem;
        this.sender = HttpSender.create(config.limits().httpFieldBytes());
        this.network = new Network(config.network(), config.notices(), config.limits().sockets(),
                NameResolver.system());
        this.randomBytes = new Ceiling(config.limits().randomBytesPerCall());
        this.fieldBytes = new Ceiling(config.limits().httpFieldBytes());
        this.outgoing = new OutgoingHandler(sender, network, config.limits().sockets(), fieldBytes);
    }

    /**
     * Makes ready what {@code config} grants.
     *
     * @throws arcella.error.ArcellaException with {@code BAD_PREOPEN} or {@code NO_SANDBOX} for a folder that cannot be
     *     opened
     */
    public static Preview2 create(WasiConfig config) {
        return create(config, HostServices.none());
    }

    /** As {@link #create(WasiConfig)}, with what the guest's host itself offers. */
    public static Preview2 create(WasiConfig config, HostServices services) {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(services, "services");
        return new Preview2(config, services, Filesystem.create(config));
    }

    /**
     * The export by which a command is run: {@code wasi:cli/run} of any version of the track 0.2.
     *
     * @param exports the names that a component exports
     */
    public static Optional<String> runInterface(Set<String> exports) {
        return exports.stream().filter(name -> name.startsWith("wasi:cli/run@0.2.")).findFirst();
    }

    /** Offers the interfaces to components; the linker serves one instance then. */
    public Linker addTo(Linker linker) {
        offer(linker, "wasi:io/error", new Errors(), ErrorResource.class);
        offer(linker, "wasi:io/poll", new Poll(), PollableResource.class);
        offer(linker, "wasi:io/streams", new Streams(), InputStreamResource.class, OutputStreamResource.class);
        offer(linker, "wasi:clocks/monotonic-clock", new MonotonicClock(config.clocks()));
        offer(linker, "wasi:clocks/wall-clock", new WallClock(config.clocks()));
        offer(linker, "wasi:random/random", new SecureRandomBytes(config.random(), randomBytes));
        offer(linker, "wasi:random/insecure", new InsecureRandomBytes(config.random(), randomBytes));
        offer(linker, "wasi:random/insecure-seed", new InsecureSeed(config.random()));
        addCli(linker);
        offer(linker, "wasi:filesystem/types", filesystem, DescriptorResource.class,
                DirectoryEntryStreamResource.class);
        offer(linker, "wasi:filesystem/preopens", filesystem);
        addSockets(linker);
        addHttp(linker);
        addServices(linker);
        return linker;
    }

    private void addCli(Linker linker) {
        Stdio stdio = new Stdio(config);
        Terminals terminals = new Terminals(config);
        offer(linker, "wasi:cli/environment", new Environment(config));
        offer(linker, "wasi:cli/exit", new Exit());
        offer(linker, "wasi:cli/stdin", stdio);
        offer(linker, "wasi:cli/stdout", stdio);
        offer(linker, "wasi:cli/stderr", stdio);
        offer(linker, "wasi:cli/terminal-input", terminals, TerminalInput.class);
        offer(linker, "wasi:cli/terminal-output", terminals, TerminalOutput.class);
        offer(linker, "wasi:cli/terminal-stdin", terminals);
        offer(linker, "wasi:cli/terminal-stdout", terminals);
        offer(linker, "wasi:cli/terminal-stderr", terminals);
    }

    private void addHttp(Linker linker) {
        offer(linker, "wasi:http/types", new HttpTypes(fieldBytes), FieldsResource.class, IncomingRequestResource.class,
                OutgoingRequestResource.class, RequestOptionsResource.class, ResponseOutparamResource.class,
                IncomingResponseResource.class, IncomingBodyResource.class, FutureTrailersResource.class,
                OutgoingResponseResource.class, OutgoingBodyResource.class, FutureIncomingResponseResource.class);
        offer(linker, "wasi:http/outgoing-handler", outgoing);
    }

    @SuppressWarnings("unchecked")
    private void addServices(Linker linker) {
        services.offers().forEach(offer -> linker.implement(offer.iface(), offer.host(),
                offer.resources().<Class<? extends AutoCloseable>>toArray(Class[]::new)));
    }

    private void addSockets(Linker linker) {
        SocketInterfaces sockets = new SocketInterfaces(network);
        offer(linker, "wasi:sockets/network", sockets, NetworkResource.class, ErrorResource.class);
        offer(linker, "wasi:sockets/instance-network", sockets);
        offer(linker, "wasi:sockets/ip-name-lookup", sockets, ResolveAddressStreamResource.class);
        offer(linker, "wasi:sockets/tcp", sockets, TcpSocketResource.class);
        offer(linker, "wasi:sockets/tcp-create-socket", sockets);
        offer(linker, "wasi:sockets/udp", sockets, UdpSocketResource.class, IncomingDatagramStreamResource.class,
                OutgoingDatagramStreamResource.class);
        offer(linker, "wasi:sockets/udp-create-socket", sockets);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void offer(Linker linker, String iface, Object host, Class<? extends AutoCloseable>... resources) {
        linker.implement(iface + "@" + VERSION, host, resources);
    }

    /**
     * What it holds of its limits now. Sockets and HTTP requests under way are limited each for themselves; the larger of
     * the two numbers counts. Any thread may ask.
     */
    public WasiUse use() {
        return new WasiUse(filesystem.openNodes(), Math.max(network.openSockets(), outgoing.underWay()),
                randomBytes.most(), fieldBytes.most());
    }

    /** Closes what the guest left open. Standard streams stay open: they are the host's. */
    @Override
    public void close() {
        sender.close();
        network.close();
        filesystem.close();
    }
}
