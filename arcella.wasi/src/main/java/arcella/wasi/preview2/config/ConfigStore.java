package arcella.wasi.preview2.config;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

    private static final Comparator<Entry> BY_KEY = Comparator.comparing(Entry::key);

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
        List<Entry> all = new ArrayList<>();
        values().forEach((key, value) -> all.add(new Entry(key, value)));
        all.sort(BY_KEY);
        return Collections.unmodifiableList(all);
    }
}
