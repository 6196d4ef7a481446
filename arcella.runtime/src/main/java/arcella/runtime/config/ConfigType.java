package arcella.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

import arcella.runtime.manifest.ByteSize;
import arcella.runtime.manifest.Durations;
import arcella.runtime.manifest.Limit;

/**
 * What a key's value may be: how it is read from TOML and from the text of an environment variable, and how it is written.
 * Immutable.
 *
 * @param <T> what a value is in Java
 */
public final class ConfigType<T> {

    /**
     * Reads a value; notes what is wrong and answers nothing if it is none.
     *
     * @param <T> what a value is in Java
     */
    @FunctionalInterface
    interface Reader<T> {
        Optional<T> read(String key, Object value, Consumer<String> problems);
    }

    private final String description;
    private final Reader<T> reader;
    private final Function<String, Object> fromText;
    private final Function<T, String> writer;

    private ConfigType(String description, Reader<T> reader, Function<String, Object> fromText, Function<T, String> writer) {
        this.description = description;
        this.reader = reader;
        this.fromText = fromText;
        this.writer = writer;
    }

    /** {@code true} or {@code false}. */
    public static ConfigType<Boolean> truth() {
        return new ConfigType<>("true or false", (key, value, problems) -> typed(key, value, Boolean.class, "true or false", problems),
                text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : text, String::valueOf);
    }

    /** A whole number from {@code min} to {@code max}, inclusive. */
    public static ConfigType<Long> whole(long min, long max) {
        String range = max == Long.MAX_VALUE ? "a whole number from " + min : "a whole number from " + min + " to " + max;
        return new ConfigType<>(range, (key, value, problems) -> typed(key, value, Long.class, "a whole number", problems)
                .filter(number -> fits(number >= min && number <= max, problems,
                        "'" + key + "' is " + number + ", and must be from " + min + " to " + max)),
                ConfigType::number, String::valueOf);
    }

    /** A number of bytes above 0, such as {@code "64MiB"}. */
    public static ConfigType<Long> size() {
        return new ConfigType<>("a size, such as \"64MiB\"", (key, value, problems) -> {
            Optional<String> text = typed(key, value, String.class, "text in quotes", problems);
            Optional<Long> size = text.flatMap(ByteSize::parse).map(ByteSize::bytes).filter(bytes -> bytes > 0);
            fits(text.isEmpty() || size.isPresent(), problems, "'" + key + "' must be a size above 0, such as \"64MiB\"");
            return size;
        }, text -> text, bytes -> quote(new ByteSize(bytes).toString()));
    }

    /** A duration above 0, such as {@code "5s"}. */
    public static ConfigType<Duration> duration() {
        return new ConfigType<>("a duration, such as \"5s\"", (key, value, problems) -> {
            Optional<String> text = typed(key, value, String.class, "text in quotes", problems);
            Optional<Duration> duration = text.flatMap(Durations::parse);
            fits(text.isEmpty() || duration.isPresent(), problems,
                    "'" + key + "' must be a duration, such as \"500ms\", \"5s\" or \"2min\"");
            return duration.filter(time -> fits(!time.isZero(), problems, "'" + key + "' must be above 0"));
        }, text -> text, time -> quote(Durations.text(time)));
    }

    /** What a limit counts, in bytes, pieces or milliseconds. */
    static ConfigType<Long> limit(Limit limit) {
        return switch (limit.unit()) {
            case COUNT -> whole(1, Long.MAX_VALUE);
            case BYTES -> size();
            case TIME -> duration().as(Duration::toMillis, Duration::ofMillis);
        };
    }

    /** Any text. */
    public static ConfigType<String> text() {
        return new ConfigType<>("text", (key, value, problems) -> typed(key, value, String.class, "text in quotes", problems),
                text -> text, ConfigType::quote);
    }

    /** One of some words. */
    public static ConfigType<String> word(String... words) {
        String all = String.join(", ", Arrays.stream(words).map(ConfigType::quote).toList());
        return text().which("one of " + all, (key, word, problems) -> fits(List.of(words).contains(word), problems,
                "'" + key + "' is \"" + word + "\", and must be one of " + all));
    }

    /** A list of texts; in the environment separated by commas. */
    public static ConfigType<List<String>> texts() {
        return new ConfigType<>("a list of texts", ConfigType::list,
                text -> Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList(),
                list -> "[" + String.join(", ", list.stream().map(ConfigType::quote).toList()) + "]");
    }

    private static Optional<List<String>> list(String key, Object value, Consumer<String> problems) {
        List<String> texts = new ArrayList<>();
        Optional<List<?>> list = value instanceof List<?> given ? Optional.of(given)
                : typed(key, value, TomlArray.class, "a list of texts in quotes", problems).map(TomlArray::toList);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        boolean fine = true;
        for (Object item : list.get()) {
            if (item instanceof String text) {
                texts.add(text);
            } else {
                fine = fits(false, problems, "item " + (texts.size() + 1) + " of '" + key + "' is " + kind(item)
                        + ", and must be text in quotes");
                break;
            }
        }
        return fine ? Optional.of(List.copyOf(texts)) : Optional.empty();
    }

    /** What holds beside the type. */
    @FunctionalInterface
    public interface Check<T> {

        /** Whether the value is fine; notes what is wrong otherwise. */
        boolean holds(String key, T value, Consumer<String> problems);
    }

    /** The same, with fewer values. */
    public ConfigType<T> which(String newDescription, Check<T> check) {
        return new ConfigType<>(newDescription, (key, value, problems) ->
                reader.read(key, value, problems).filter(read -> check.holds(key, read, problems)), fromText, writer);
    }

    private <U> ConfigType<U> as(Function<T, U> there, Function<U, T> back) {
        return new ConfigType<>(description, (key, value, problems) -> reader.read(key, value, problems).map(there),
                fromText, back.andThen(writer));
    }

    /** What it is, for people. */
    public String description() {
        return description;
    }

    /** Reads what stands in a file. */
    Optional<T> read(String key, Object value, Consumer<String> problems) {
        return reader.read(key, value, problems);
    }

    /** Reads what stands in an environment variable, which needs no quotes. */
    Optional<T> readText(String key, String text, Consumer<String> problems) {
        return reader.read(key, fromText.apply(text), problems);
    }

    /** As TOML has it. */
    String write(T value) {
        return writer.apply(value);
    }

    private static <T> Optional<T> typed(String key, Object value, Class<T> type, String wanted, Consumer<String> problems) {
        return fits(type.isInstance(value), problems, "'" + key + "' is " + kind(value) + ", and must be " + wanted)
                ? Optional.of(type.cast(value)) : Optional.empty();
    }

    private static boolean fits(boolean holds, Consumer<String> problems, String otherwise) {
        if (!holds) {
            problems.accept(otherwise);
        }
        return holds;
    }

    private static Object number(String text) {
        try {
            return Long.valueOf(text.replace("_", ""));
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** A text as TOML has it. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> c < ' ' || c == 0x7f ? String.format("\\u%04X", c) : String.valueOf((char) c);
        }));
        return quoted.append('"').toString();
    }

    /** What kind of value something is. */
    static String kind(Object value) {
        return switch (value) {
            case String _ -> "text";
            case Boolean _ -> "a truth value";
            case Long _ -> "a whole number";
            case Double _ -> "a number with a fraction";
            case TomlArray _ -> "a list";
            case TomlTable _ -> "a table";
            default -> "a date or time";
        };
    }
}
