package arcella.wasi.preview1;

/** The functions on inherited sockets ({@code sock_…}). */
final class SocketFunctions {

    private final Host host;

    SocketFunctions(Host host) {
        this.host = host;
    }

    void addTo(FunctionTable table) {
        table.add("sock_accept", "iii", a -> socket(a[0]));
        table.add("sock_recv", "iiiiii", a -> socket(a[0]));
        table.add("sock_send", "iiiii", a -> socket(a[0]));
        table.add("sock_shutdown", "ii", a -> socket(a[0]));
    }

    private void socket(long number) throws ErrnoException {
        host.descriptor(number);
        throw Errno.NOTSOCK.failure();
    }
}
