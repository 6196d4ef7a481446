package arcella.wasi.preview2.config;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import arcella.error.ArcellaException;

/**
 * The interface {@code wasi:config/store}. Every call asks the source anew, so a guest sees a changed configuration at
 * its next call; the entries of one {@link #getAll()} belong together. As thread-safe as its source.
 */
public final class ConfigStore {

    private final Supplier<Map<String, String>> source;

    /**
     * @param source gives the values as they are now. An {@link ArcellaException} of its becomes {@code upstream}, an
     *     {@link UncheckedIOException} becomes {@code io}
     */
    public ConfigStore(Supplier<Map<String, String>> source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    private Map<String, String> values() throws ConfigFailure {
        try {
            return source.get();
        } catch (ArcellaException e) {
            throw new ConfigFailure(new ConfigError.Upstream(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new ConfigFailure(new ConfigError.Io(e.getMessage()), e);
        }
    }

    /** {@code get}: one value, empty if there is none of that name. */
    public Optional<String> get(String key) throws ConfigFailure {
        return Optional.ofNullable(values().get(key));
    }

    /** {@code get-all}: all values, ordered by their names. */
    public List<Entry> getAll() throws ConfigFailure {
        return values().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> new Entry(entry.getKey(), entry.getValue())).toList();
    }
}
