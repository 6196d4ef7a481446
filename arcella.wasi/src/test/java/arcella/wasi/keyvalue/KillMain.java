package arcella.wasi.keyvalue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Writes pairs for ever, and says each number once it is written; made to be killed. */
final class KillMain {

    private KillMain() {}

    public static void main(String[] args) throws Exception {
        FileKeyValues values = FileKeyValues.open(Path.of(args[0]), Set.of("b"), KeyValueLimits.defaults());
        for (int number = Integer.parseInt(args[1]);; number++) {
            byte[] value = (number + "x".repeat(number % 5000)).getBytes(StandardCharsets.US_ASCII);
            values.setAll("b", Map.of("left", value, "right", value, "n" + number % 500, value));
            System.out.println(number);
        }
    }
}
