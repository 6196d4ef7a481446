package arcella.wit.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The seeds of each target, and how to spoil them: those committed beside the tests ({@code ReadersFuzzInputs}), and files of
 * {@code examples/} as they are.
 */
final class Seeds {

    private static final Path EXAMPLES = Path.of("..", "examples");

    /** By target; of each kind, as what is large is fuzzed slowly. Parts of a seed that are files stand between plus signs. */
    private static final Map<String, List<String>> FROM_EXAMPLES = Map.of(
            "component", List.of("+binding/binding.wasm", "+greeter/greeter.wasm", "+keeper/keeper.wasm", "+shop/archive.wasm",
                    "+shop/ring-left.wasm", "+shop/till.wasm", "+wasi02/process.wasm"),
            "coreModule", List.of("+adder/adder.wasm", "+cat/cat.wasm", "+compute/sort.wasm", "+hello/hello.wasm",
                    "+loop/loop.wasm", "+trap/trap.wasm"),
            "wit", List.of("+binding/binding.wit", "+greeter/greeter.wit", "+keeper/keeper.wit", "+shop/archive.wit",
                    "+shop/ring.wit"),
            "folder", List.of("+shop/till.wit+\n--- deps/ledger/ledger.wit\n+shop/ledger.wit",
                    "+shop/clerk.wit+\n--- deps/archive.wit\n+shop/archive.wit"),
            "diff", List.of("+shop/ledger.wit+\n---\n+shop/ledger-more.wit", "+shop/ledger.wit+\n---\n+shop/ledger-v2.wit"));

    private Seeds() {}

    /** All seeds of a target: the committed ones in the order of their names, then those from the examples. */
    static List<byte[]> of(String target) throws IOException {
        List<byte[]> seeds = new ArrayList<>(committed(target));
        seeds.addAll(fromExamples(target));
        if (seeds.isEmpty()) {
            throw new IOException("no seeds for " + target);
        }
        return seeds;
    }

    private static List<byte[]> committed(String target) throws IOException {
        URL folder = Seeds.class.getResource("ReadersFuzzInputs/" + target);
        List<byte[]> seeds = new ArrayList<>();
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    seeds.add(Files.readAllBytes(file));
                }
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        return seeds;
    }

    /** Those from the examples, for Jazzer, which takes the committed ones itself. */
    static List<byte[]> fromExamples(String target) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (String composed : FROM_EXAMPLES.getOrDefault(target, List.of())) {
            ByteArrayOutputStream seed = new ByteArrayOutputStream();
            String[] parts = composed.split("\\+");
            for (int i = 0; i < parts.length; i++) {
                seed.writeBytes(i % 2 == 1 ? Files.readAllBytes(EXAMPLES.resolve(parts[i])) : parts[i].getBytes(StandardCharsets.UTF_8));
            }
            seeds.add(seed.toByteArray());
        }
        return seeds;
    }

    /** A few changes of one seed, or of one with a part of another. */
    static byte[] spoil(List<byte[]> seeds, List<byte[]> words, Random random) {
        byte[] spoiled = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(1 + random.nextInt(6)); i >= 0; i--) {
            int at = random.nextInt(spoiled.length + 1);
            int end = Math.min(spoiled.length, at + 1 + random.nextInt(12));
            spoiled = switch (random.nextInt(8)) {
                case 0 -> splice(spoiled, at, end, new byte[0]);
                case 1 -> splice(spoiled, at, at, new byte[] {(byte) random.nextInt(256)});
                case 2 -> splice(spoiled, at, Math.min(spoiled.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 3 -> splice(spoiled, at, at, part(spoiled, random));
                case 4 -> splice(spoiled, at, end, part(seeds.get(random.nextInt(seeds.size())), random));
                case 5 -> splice(spoiled, at, at, word(words, random));
                case 6 -> splice(spoiled, at, end, word(words, random));
                default -> flip(spoiled, random);
            };
        }
        return spoiled;
    }

    private static byte[] flip(byte[] bytes, Random random) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] part(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(40));
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] word(List<byte[]> words, Random random) {
        byte[] word = words.get(random.nextInt(words.size()));
        int times = 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 2);
        byte[] all = new byte[word.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(word, 0, all, i * word.length, word.length);
        }
        return all;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] in) {
        byte[] result = new byte[bytes.length - (to - from) + in.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(in, 0, result, from, in.length);
        System.arraycopy(bytes, to, result, from + in.length, bytes.length - to);
        return result;
    }
}
