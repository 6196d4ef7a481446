package arcella.wasi.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.wasi.WasiError;

/**
 * One thing of the network that a guest may use: a protocol, where, and at which port. Written as a URL:
 * {@code tcp://127.0.0.1:5432}, {@code udp://[2001:db8::1]:53}, {@code tcp://10.0.0.0/8:*},
 * {@code https://api.example.com}, {@code tcp://*:443}.
 *
 * <p>A host that is a name, and {@code *}, never mean addresses of this machine, of the local link, or of many
 * machines: those have to be written as addresses, or as {@code localhost}.
 *
 * @param protocol which protocol
 * @param host {@code *}, a name, an address, or an address with the length of a prefix
 * @param port 1 to 65535, or 0 for any
 */
public record NetworkRule(Protocol protocol, String host, int port) {

    /** What is spoken. */
    public enum Protocol {
        /** Sockets with a connection. */
        TCP(0),
        /** Datagrams. */
        UDP(0),
        /** {@code wasi:http} without encryption. */
        HTTP(80),
        /** {@code wasi:http} with encryption. */
        HTTPS(443);

        private final int defaultPort;

        Protocol(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        /** Whether a guest can listen by it: it speaks HTTP only as a client. */
        public boolean listens() {
            return this == TCP || this == UDP;
        }
    }

    private static final Pattern FORM = Pattern.compile(
            "(tcp|udp|http|https)://(\\*|\\[[0-9a-fA-F:.]+(?:/[0-9]{1,3})?\\]|[0-9A-Za-z._-]+(?:/[0-9]{1,3})?)"
                    + "(?::(\\*|[0-9]{1,5}))?/?");
    private static final Pattern NUMBER = Pattern.compile(
            "(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+))*\\.?");
    private static final int GROUPS = 8;
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    /** Refuses a host that is neither name nor address, and a port out of range. */
    public NetworkRule {
        Objects.requireNonNull(protocol, "protocol");
        host = host.toLowerCase(Locale.ROOT);
        if (host.isEmpty() || port < 0 || port > 0xffff) {
            throw wrong(protocol + "://" + host + ":" + port);
        }
        // A host of digits is no name: some systems take "127.1" or "2130706433" for an address.
        if (prefix(host).isEmpty() && (host.indexOf('/') >= 0 || NUMBER.matcher(host).matches())) {
            throw wrong(host);
        }
        if (host.indexOf(':') >= 0 && host.indexOf('/') < 0) {
            // One spelling for each address, so that a grant is found whichever its manifest has.
            host = plain(InetAddress.ofLiteral(host));
        }
    }

    /**
     * Reads one.
     *
     * @throws ArcellaException with {@code BAD_SOCKET} if it is not of that form
     */
    public static NetworkRule parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw wrong(text);
        }
        Protocol protocol = Protocol.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        String host = matcher.group(2);
        String port = matcher.group(3);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        if (port == null && protocol.defaultPort == 0 || port != null && port.matches("0+")) {
            throw wrong(text);
        }
        return new NetworkRule(protocol, host,
                port == null ? protocol.defaultPort : port.equals("*") ? 0 : Integer.parseInt(port));
    }

    private static ArcellaException wrong(String text) {
        return new ArcellaException(WasiError.BAD_SOCKET, "'" + text + "' names nothing of a network",
                "write it like tcp://127.0.0.1:5432, tcp://10.0.0.0/8:*, udp://[2001:db8::1]:53 or "
                        + "https://api.example.com; ports are 1 to 65535 or *");
    }

    /** Whether the host is a name, or {@code *}, and so never means this machine or the local link. */
    boolean named() {
        return !host.equals("localhost") && prefix(host).isEmpty();
    }

    boolean matchesPort(int wanted) {
        return port == 0 || port == wanted;
    }

    /** Whether it means that name. */
    boolean matchesName(String name) {
        return host.equals("*") || host.equalsIgnoreCase(name);
    }

    /** Whether it means that address; for a name never, as a name is resolved when it is used. */
    boolean matchesAddress(InetAddress address) {
        if (host.equals("*")) {
            return !Locality.local(address);
        }
        if (host.equals("localhost")) {
            return address.isLoopbackAddress();
        }
        return prefix(host).filter(prefix -> prefix.contains(address)).isPresent();
    }

    /** As {@link #matchesAddress}, for listening: {@code *} and an address that means all take in this machine's own. */
    boolean matchesLocal(InetAddress address) {
        if (host.equals("*")) {
            return true;
        }
        Optional<Prefix> prefix = prefix(host);
        return matchesAddress(address) || prefix.filter(Prefix::any).isPresent()
                && prefix.get().bytes().length == address.getAddress().length;
    }

    private record Prefix(byte[] bytes, int bits) {

        /** Whether it is 0.0.0.0 or ::, which stand for all addresses of this machine. */
        boolean any() {
            if (bits != bytes.length * 8) {
                return false;
            }
            for (byte each : bytes) {
                if (each != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean contains(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != bytes.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((bytes[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Optional<Prefix> prefix(String host) {
        int slash = host.indexOf('/');
        String address = slash < 0 ? host : host.substring(0, slash);
        if (!IPV4.matcher(address).matches() && address.indexOf(':') < 0) {
            return Optional.empty();
        }
        InetAddress parsed;
        try {
            parsed = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw wrong(host);
        }
        byte[] bytes = parsed.getAddress();
        int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(host.substring(slash + 1));
        if (bits > bytes.length * 8) {
            throw wrong(host);
        }
        return Optional.of(new Prefix(bytes, bits));
    }

    /** As a rule is written. */
    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return protocol.name().toLowerCase(Locale.ROOT) + "://" + shown
                + (port == 0 ? ":*" : port == protocol.defaultPort ? "" : ":" + port);
    }

    /** The rule that would allow one address and port. */
    static NetworkRule of(Protocol protocol, InetAddress address, int port) {
        return new NetworkRule(protocol, plain(address), port);
    }

    /** An address as a rule writes it. */
    static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + plain(address) + "]" : plain(address);
    }

    private static String plain(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        return shortest(groups);
    }

    /** As RFC 5952 writes it, and people do: without zeros in front, the first longest run of zero groups left out. */
    private static String shortest(int[] groups) {
        int from = 0;
        int length = 0;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - start > length) {
                from = start;
                length = end - start;
            }
        }
        return length < 2 ? hexadecimal(groups, 0, GROUPS)
                : hexadecimal(groups, 0, from) + "::" + hexadecimal(groups, from + length, GROUPS);
    }

    private static String hexadecimal(int[] groups, int from, int to) {
        return Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
