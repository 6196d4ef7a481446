package arcella.wit.component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A decoded component: its definitions in order, each of which appends to the index spaces that its kind says, and its
 * custom sections.
 *
 * @param definitions every definition, in binary order; sections are not kept apart, since their borders mean nothing
 * @param customSections every custom section, in order
 * @param bytes the component's own bytes, preamble included
 */
public record Component(List<Definition> definitions, List<CustomSection> customSections, ByteSlice bytes) {

    public Component {
        definitions = List.copyOf(definitions);
        customSections = List.copyOf(customSections);
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Where the component starts in the outermost binary. */
    public int offset() {
        return bytes.offset();
    }

    /** The first custom section of that name. */
    public Optional<CustomSection> customSection(String name) {
        return customSections.stream().filter(section -> section.name().equals(name)).findFirst();
    }
}
