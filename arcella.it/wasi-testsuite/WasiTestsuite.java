import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the WASI 0.1 tests of the official suite, as its {@code doc/specification.md} tells executors to: each test is a
 * {@code .wasm} with an optional {@code .json} that names arguments, environment, a folder for {@code /}, and what is
 * expected. Every test gets a fresh copy of its folder and a process of its own.
 *
 * <p>{@code java WasiTestsuite.java DIR [NAME…]}; the environment variable ARCELLA names the program to drive. Ends with
 * 1 if a test fails.
 */
final class WasiTestsuite {

    private static final long TIMEOUT_SECONDS = 60;

    record Spec(List<String> arguments, Map<String, String> environment, String root, int exitCode, String stdout,
            String stderr) {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !Files.isDirectory(Path.of(args[0]).resolve("tests"))) {
            System.err.println("usage: wasi-testsuite.sh DIR [NAME…]; DIR is a checkout of wasi-testsuite at branch "
                    + "prod/testsuite-base");
            System.exit(2);
        }
        List<String> names = List.of(args).subList(1, args.length);
        String program = System.getenv().getOrDefault("ARCELLA", "arcella");
        int passed = 0;
        List<String> failed = new ArrayList<>();
        for (Path test : tests(Path.of(args[0]))) {
            String name = test.getFileName().toString().replace(".wasm", "");
            if (!names.isEmpty() && !names.contains(name)) {
                continue;
            }
            String problem = run(program, test);
            if (problem.isEmpty()) {
                passed++;
            } else {
                failed.add(name);
                System.out.println("FAIL " + name + "\n  " + problem.strip().replace("\n", "\n  "));
            }
        }
        System.out.println(passed + " of " + (passed + failed.size()) + " passed"
                + (failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed)));
        System.exit(failed.isEmpty() && passed > 0 ? 0 : 1);
    }

    private static List<Path> tests(Path suite) throws IOException {
        try (Stream<Path> all = Files.walk(suite.resolve("tests"))) {
            return all.filter(p -> p.toString().endsWith(".wasm"))
                    .filter(p -> p.getParent().getFileName().toString().equals("wasm32-wasip1"))
                    .filter(p -> p.getParent().getParent().getFileName().toString().equals("testsuite"))
                    .sorted()
                    .toList();
        }
    }

    /** Runs one test; answers what went wrong, or nothing. */
    private static String run(String program, Path test) throws Exception {
        Path json = test.resolveSibling(test.getFileName().toString().replace(".wasm", ".json"));
        Spec spec = spec(Files.exists(json) ? Files.readString(json) : "{}");
        Path scratch = Files.createTempDirectory("wasi-testsuite");
        try {
            List<String> command = new ArrayList<>(List.of(program, "run"));
            if (!spec.root().isEmpty()) {
                Path root = scratch.resolve("root");
                copy(test.resolveSibling(spec.root()), root);
                command.addAll(List.of("--dir", root + "::/"));
            }
            spec.environment().forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
            command.add(test.toString());
            if (!spec.arguments().isEmpty()) {
                command.add("--");
                command.addAll(spec.arguments());
            }
            Path out = scratch.resolve("out");
            Path err = scratch.resolve("err");
            Process process = new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "did not end within " + TIMEOUT_SECONDS + " s";
            }
            return judge(spec, process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            delete(scratch);
        }
    }

    private static String judge(Spec spec, int code, String out, String err) {
        StringBuilder problem = new StringBuilder();
        if (code != spec.exitCode()) {
            problem.append("exit code ").append(code).append(" instead of ").append(spec.exitCode()).append('\n');
        }
        // As the suite's own runner: only what a specification names is compared.
        if (!spec.stdout().isEmpty() && !out.equals(spec.stdout())) {
            problem.append("standard output '").append(out).append("' instead of '").append(spec.stdout())
                    .append("'\n");
        }
        if (!spec.stderr().isEmpty() && !err.equals(spec.stderr())) {
            problem.append("standard error '").append(err).append("' instead of '").append(spec.stderr())
                    .append("'\n");
        }
        if (!problem.isEmpty()) {
            problem.append(err);
        }
        return problem.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.toList()) {
                if (!source.toString().endsWith(".cleanup")) {
                    Files.copy(source, to.resolve(from.relativize(source).toString()));
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Spec spec(String json) {
        Map<String, Object> map = (Map<String, Object>) new Json(json).read();
        for (String key : map.keySet()) {
            if (!List.of("args", "env", "root", "exit_code", "stdout", "stderr").contains(key)) {
                throw new IllegalStateException("a specification with '" + key + "': read the suite's documentation");
            }
        }
        Map<String, String> environment = new LinkedHashMap<>();
        ((Map<String, Object>) map.getOrDefault("env", Map.of())).forEach((k, v) -> environment.put(k, (String) v));
        return new Spec(((List<Object>) map.getOrDefault("args", List.of())).stream().map(a -> (String) a).toList(),
                environment, (String) map.getOrDefault("root", ""),
                ((Number) map.getOrDefault("exit_code", 0)).intValue(),
                (String) map.getOrDefault("stdout", ""), (String) map.getOrDefault("stderr", ""));
    }

    /** Just enough of JSON for the suite's specifications. */
    private static final class Json {

        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object read() {
            char c = peek();
            return switch (c) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                default -> number();
            };
        }

        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private void expect(char wanted) {
            if (peek() != wanted) {
                throw new IllegalStateException("'" + wanted + "' wanted at " + at + " of " + text);
            }
            at++;
        }

        private Map<String, Object> object() {
            Map<String, Object> map = new LinkedHashMap<>();
            expect('{');
            while (peek() != '}') {
                String key = string();
                expect(':');
                map.put(key, read());
                if (peek() == ',') {
                    at++;
                }
            }
            at++;
            return map;
        }

        private List<Object> array() {
            List<Object> list = new ArrayList<>();
            expect('[');
            while (peek() != ']') {
                list.add(read());
                if (peek() == ',') {
                    at++;
                }
            }
            at++;
            return list;
        }

        private String string() {
            expect('"');
            StringBuilder out = new StringBuilder();
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                char escaped = text.charAt(at++);
                switch (escaped) {
                    case 'n' -> out.append('\n');
                    case 't' -> out.append('\t');
                    case 'r' -> out.append('\r');
                    case 'u' -> {
                        out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                        at += 4;
                    }
                    default -> out.append(escaped);
                }
            }
            at++;
            return out.toString();
        }

        private Number number() {
            int start = at;
            while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Integer.parseInt(text.substring(start, at));
        }
    }
}
