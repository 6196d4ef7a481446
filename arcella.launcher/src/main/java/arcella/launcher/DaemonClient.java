package arcella.launcher;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import arcella.alme.client.AlmeClient;
import arcella.alme.protocol.AlmePath;
import arcella.command.Data;
import arcella.error.ArcellaException;

/** Asks the daemon of a home, through {@code arcella-cli}. */
final class DaemonClient {

    private static final long HELLO_MILLIS = 5_000;

    private DaemonClient() {}

    /** Where the home's daemon listens; a coded error if the path is too long for a socket. */
    static Path socket(Home home) {
        return AlmePath.of(home.path(), System.getenv("XDG_RUNTIME_DIR"));
    }

    /**
     * The process of the daemon that greets on the home's socket; empty if none does. Whatever else listens there is no
     * daemon, which its hello shows.
     */
    static OptionalLong greeting(Home home) {
        if (!listens(home)) {
            return OptionalLong.empty();
        }
        try (AlmeClient client = AlmeClient.connect(socket(home), "arcella", HELLO_MILLIS)) {
            return OptionalLong.of(client.pid());
        } catch (ArcellaException e) {
            return OptionalLong.empty();
        }
    }

    /** Waits until the container has started: only then one of its own verbs is answered. */
    static void awaitContainer(Home home) {
        try (AlmeClient client = AlmeClient.connect(socket(home), "arcella", HELLO_MILLIS)) {
            client.call("status", Data.EMPTY);
        }
    }

    /** Whether anybody listens on the home's socket. */
    static boolean listens(Home home) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket(home)));
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs one {@code arcella-cli} command on this process's own terminal or streams; its exit code. */
    static int run(Home home, Distribution distribution, List<String> words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                distribution.program("arcella-cli").toString(), "--home", home.path().toString()));
        command.addAll(words);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new ArcellaException(
                    LauncherError.BOOT, "arcella-cli could not be started (" + Home.reason(e) + ")",
                    "unpack or build the distribution again", e);
        }
    }
}
