package arcella.cli;

import java.nio.file.Path;
import java.util.Map;

/** The program {@code arcella-cli}. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 usage, 3 no daemon.
     *
     * <p>{@code --train} alone does nothing but run through the usual commands, for the recording of an AOT cache.
     */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        int status;
        if (args.length == 1 && args[0].equals("--train")) {
            status = Training.run(environment);
        } else {
            status = new Cli(Console.ofProcess(environment), environment, Path.of("").toAbsolutePath()).run(args);
        }
        // Other threads, such as one that reads key strokes, do not keep the process.
        System.exit(status);
    }
}
