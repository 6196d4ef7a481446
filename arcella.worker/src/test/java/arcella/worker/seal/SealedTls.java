package arcella.worker.seal;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import arcella.wasi.net.Network;

/** A process that seals itself but for the network, and then asks a server for a line. */
final class SealedTls {

    private SealedTls() {}

    /** Arguments: a port of this machine's, seal or not. */
    public static void main(String[] arguments) throws Exception {
        if (Boolean.parseBoolean(arguments[1])) {
            // As a worker does: what Java needs of sockets for itself is refused afterwards.
            Network.prepare();
            SealReport report = Seal.apply(new SealPolicy(List.of(), List.of(), true, false, false, Set.of()));
            report.missing().forEach(part -> System.out.println("missing " + part));
        }
        Thread guest = Thread.ofPlatform().start(() -> System.out.println(ask(Integer.parseInt(arguments[0]))));
        guest.join();
        System.out.flush();
    }

    private static String ask(int port) {
        try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
        } catch (Exception e) {
            return "failed " + e;
        }
    }
}
