package arcella.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the system knows of processes, and Java does not tell. */
final class Processes {

    /** A child that has ended and that its parent has not buried. */
    static final String ZOMBIE = "Z";

    private Processes() {}

    /** The children of a process that are in one state, with all that the system says of them. */
    static List<String> children(long parent, String state) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String stat;
                try {
                    stat = Files.readString(process.resolve("stat"));
                } catch (IOException e) {
                    // It has just gone.
                    continue;
                }
                // The name comes before, and may contain anything.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                if (fields[0].equals(state) && fields[1].equals(Long.toString(parent))) {
                    found.add(stat);
                }
            }
        }
        return found;
    }
}
