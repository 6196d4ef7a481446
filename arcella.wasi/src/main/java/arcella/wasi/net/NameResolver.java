package arcella.wasi.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. Thread-safe; may wait. */
@FunctionalInterface
public interface NameResolver {

    /**
     * The addresses of a name.
     *
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> resolve(String name) throws UnknownHostException;

    /** The host's own look-up. */
    static NameResolver system() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
