package arcella.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who beside the container's owner and root may do what. Immutable.
 *
 * @param admins who has the role admin
 * @param readers who has the role read-only, unless they are admins, too
 * @param verbs the roles that verbs ask for in place of their own
 * @param door the second way in, for users who cannot reach the home; empty if there is none
 */
public record RoleSettings(List<Who> admins, List<Who> readers, Map<VerbName, Role> verbs, Optional<Door> door) {

    /** Nobody else may do anything. */
    public static final RoleSettings NONE = new RoleSettings(List.of(), List.of(), Map.of(), Optional.empty());

    public RoleSettings {
        admins = List.copyOf(admins);
        readers = List.copyOf(readers);
        verbs = Map.copyOf(verbs);
    }

    /**
     * A second socket of the container, called {@code alme}.
     *
     * @param folder the absolute path of its folder
     * @param group the group that may connect, by name or as {@code gid:NUMBER}; empty for the container's own
     */
    public record Door(String folder, String group) {}

    /** One user, or the members of a group. */
    public sealed interface Who {

        /** A user by name. */
        record User(String name) implements Who {}

        /** A user by number. */
        record Uid(long uid) implements Who {}

        /** All members of a group, by its name. */
        record Group(String name) implements Who {}

        /** All members of a group, by its number. */
        record Gid(long gid) implements Who {}

        /**
         * Reads {@code alice}, {@code uid:1000}, {@code group:ops} or {@code gid:1000}. Plain digits are refused: whether a
         * name or a number is meant would be a guess.
         *
         * @throws IllegalArgumentException if it is none of these; the message says what is wrong
         */
        static Who of(String text) {
            int colon = text.indexOf(':');
            String kind = colon < 0 ? "" : text.substring(0, colon);
            String rest = text.substring(colon + 1);
            return switch (kind) {
                case "" -> new User(name(text, rest));
                case "uid" -> new Uid(number(text, rest));
                case "group" -> new Group(name(text, rest));
                case "gid" -> new Gid(number(text, rest));
                default -> throw new IllegalArgumentException(
                        "'" + text + "' is neither a user nor a group; write alice, uid:1000, group:ops or gid:1000");
            };
        }

        private static String name(String text, String name) {
            if (name.isEmpty() || name.length() > 256 || name.chars().anyMatch(c -> c <= ' ' || c == 127 || c == ':' || c == '/')) {
                throw new IllegalArgumentException("'" + text + "' holds no name");
            }
            if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("'" + text + "' is a number where a name is expected; write uid:"
                        + name + " or gid:" + name);
            }
            return name;
        }

        private static long number(String text, String digits) {
            try {
                long number = Long.parseLong(digits);
                // The greatest one is no user: it says "unchanged" to chown.
                if (number >= 0 && number < 0xffff_ffffL && Character.isDigit(digits.charAt(0))) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' holds no number", e);
            }
            throw new IllegalArgumentException("'" + text + "' holds no number from 0 to 4294967294");
        }
    }
}
