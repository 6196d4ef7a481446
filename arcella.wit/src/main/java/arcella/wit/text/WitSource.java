package arcella.wit.text;

import java.util.Objects;

/**
 * One file of WIT text.
 *
 * @param name what to call it in messages: a path as the user knows it
 * @param text what is in it
 */
public record WitSource(String name, String text) {

    /** Refuses nulls. */
    public WitSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }
}
