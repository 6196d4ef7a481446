package arcella.wasi.preview2.sockets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** The variant {@code ip-address} of {@code wasi:sockets/network}. */
public sealed interface IpAddress {

    /** The tuple {@code ipv4-address}: four bytes. */
    record Ipv4Address(short a, short b, short c, short d) {

        InetAddress inet() {
            return IpAddress.inet(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        }
    }

    /** The tuple {@code ipv6-address}: eight groups of sixteen bits. */
    record Ipv6Address(int a, int b, int c, int d, int e, int f, int g, int h) {

        byte[] bytes() {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            for (int group : new int[] {a, b, c, d, e, f, g, h}) {
                bytes.putShort((short) group);
            }
            return bytes.array();
        }

        /** Whether an IPv4 address stands in it (::ffff:0:0/96). */
        boolean mapped() {
            return a == 0 && b == 0 && c == 0 && d == 0 && e == 0 && f == 0xffff;
        }
    }

    /** One of IPv4. */
    record Ipv4(Ipv4Address address) implements IpAddress {}

    /** One of IPv6. */
    record Ipv6(Ipv6Address address) implements IpAddress {}

    /** As WIT shows an address. */
    static IpAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4 ? new Ipv4(ipv4(bytes)) : new Ipv6(ipv6(bytes));
    }

    private static Ipv4Address ipv4(ByteBuffer bytes) {
        return new Ipv4Address(octet(bytes), octet(bytes), octet(bytes), octet(bytes));
    }

    private static Ipv6Address ipv6(ByteBuffer bytes) {
        return new Ipv6Address(group(bytes), group(bytes), group(bytes), group(bytes), group(bytes), group(bytes),
                group(bytes), group(bytes));
    }

    private static short octet(ByteBuffer bytes) {
        return (short) Byte.toUnsignedInt(bytes.get());
    }

    private static int group(ByteBuffer bytes) {
        return Short.toUnsignedInt(bytes.getShort());
    }

    private static InetAddress inet(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are always an address", e);
        }
    }
}
