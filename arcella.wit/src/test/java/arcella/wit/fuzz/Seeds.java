package arcella.wit.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** The committed seeds of each target, and how to spoil them. */
final class Seeds {

    private Seeds() {}

    /** The seeds of a target, in the order of their names. */
    static List<byte[]> of(String target) throws IOException {
        URL folder = Objects.requireNonNull(Seeds.class.getResource("ReadersFuzzInputs/" + target), target);
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
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
