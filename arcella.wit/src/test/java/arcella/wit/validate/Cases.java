package arcella.wit.validate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the {@code .cases} files: components in text form, each with its binary and what validation should say of it. */
final class Cases {

    /** All files of cases. */
    static final List<String> FILES =
            List.of("values", "names", "externs", "instantiation", "resources", "visibility", "canon", "coretypes");

    private Cases() {
    }

    /** One component; {@code problem} is what validation should say, nothing if it should be valid. */
    record Case(String file, String name, Optional<String> problem, byte[] binary) {
    }

    static List<Case> read(String file) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String part : text(file).split("(?m)^=== ")) {
            if (part.isBlank()) {
                continue;
            }
            List<String> lines = part.lines().toList();
            String expected = lines.get(1);
            String binary = lines.stream().filter(line -> line.startsWith("binary ")).findFirst().orElseThrow();
            Optional<String> problem =
                    expected.equals("ok") ? Optional.empty() : Optional.of(expected.substring("invalid ".length()));
            cases.add(new Case(file, lines.getFirst(), problem,
                    HexFormat.of().parseHex(binary.substring("binary ".length()))));
        }
        return cases;
    }

    static List<Case> readAll() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String file : FILES) {
            cases.addAll(read(file));
        }
        return cases;
    }

    private static String text(String file) throws IOException {
        try (InputStream in = Cases.class.getResourceAsStream(file + ".cases")) {
            if (in == null) {
                throw new IOException("no resource " + file + ".cases");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
