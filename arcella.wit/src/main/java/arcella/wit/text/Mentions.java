package arcella.wit.text;

import java.util.IdentityHashMap;
import java.util.Map;

import arcella.wit.WitType;

/** Where each mention of a type's name stands. Keyed by identity: the same name may be mentioned many times. */
final class Mentions {

    private final Map<WitType.Mention, Span> places = new IdentityHashMap<>();

    <T extends WitType.Mention> T add(T mention, Span place) {
        places.put(mention, place);
        return mention;
    }

    /** The place of a mention that was added. */
    Span place(WitType.Mention mention) {
        Span place = places.get(mention);
        if (place == null) {
            throw new IllegalStateException("no place of " + mention);
        }
        return place;
    }
}
