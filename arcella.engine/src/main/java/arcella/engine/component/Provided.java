package arcella.engine.component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.binding.HostObject;

/** What stands ready for one import name. */
sealed interface Provided {

    record Function(HostBody body) implements Provided {}

    record Resource(ResourceTag tag) implements Provided {}

    /** An interface, function by function, or by a Java object, or both; single functions come first. */
    final class Interface implements Provided {
        final Map<String, Provided> exports = new LinkedHashMap<>();
        @Nullable HostObject host;

        /** One that stays as this one is now. */
        Interface copy() {
            Interface copy = new Interface();
            copy.exports.putAll(exports);
            copy.host = host;
            return copy;
        }

        Optional<HostObject> host() {
            return Optional.ofNullable(host);
        }
    }

    /** A whole interface that is implemented elsewhere. */
    record Foreign(ForeignInterface side) implements Provided {}

    record Linked(Item item) implements Provided {}
}
