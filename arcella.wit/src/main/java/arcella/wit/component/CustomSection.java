package arcella.wit.component;

import java.util.Objects;

/**
 * A custom section, kept as it is.
 *
 * @param name its name
 * @param data what follows the name
 * @param position how many definitions of the component come before it
 * @param offset where the section's contents start in the binary
 */
public record CustomSection(String name, ByteSlice data, int position, int offset) {

    public CustomSection {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
    }
}
