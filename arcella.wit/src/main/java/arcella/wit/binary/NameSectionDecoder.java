package arcella.wit.binary;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import arcella.wit.component.ByteSlice;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.component.ComponentNames;
import arcella.wit.component.CustomSection;
import arcella.wit.component.Sort;

/**
 * Reads a component's name section ("Name Section" of the binary format). A damaged section is no error: what could be read
 * before the damage counts.
 *
 * <p>Stateless; safe to use from several threads.
 */
public final class NameSectionDecoder {

    /** The name of the custom section. */
    public static final String SECTION = "component-name";

    private Optional<String> component = Optional.empty();
    private final Map<Sort, Map<Integer, String>> names = new EnumMap<>(Sort.class);

    private NameSectionDecoder() {
    }

    /** The names in a component's first name section; none if it has no such section. */
    public static ComponentNames decode(Component component) {
        return component.customSection(SECTION).map(NameSectionDecoder::decode).orElse(ComponentNames.NONE);
    }

    private static ComponentNames decode(CustomSection section) {
        NameSectionDecoder decoder = new NameSectionDecoder();
        try {
            decoder.read(section.data());
        } catch (ComponentException damaged) {
            // Validity of this section is not required; the names before the damage are good.
            return decoder.names();
        }
        return decoder.names();
    }

    private ComponentNames names() {
        return new ComponentNames(component, names);
    }

    private void read(ByteSlice data) {
        Reader in = new Reader(data);
        while (!in.atEnd()) {
            int id = in.u8();
            Reader part = new Reader(in.sized());
            if (id == 0) {
                component = Optional.of(part.name());
            } else if (id == 1) {
                Sort sort = new TypeReader(part, new CoreTypeReader(part), DecodeLimits.DEFAULT, 1).sort("name map");
                Map<Integer, String> map = names.computeIfAbsent(sort, any -> new HashMap<>());
                int count = part.count(2);
                for (int i = 0; i < count; i++) {
                    int index = part.u32();
                    map.put(index, part.name());
                }
            }
        }
    }
}
