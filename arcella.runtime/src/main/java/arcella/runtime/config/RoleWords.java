package arcella.runtime.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

import arcella.command.RoleSettings.Who;

/** What is wrong with words for users and groups; empty if nothing. */
final class RoleWords {

    private RoleWords() {}

    static String problem(String word) {
        try {
            Who.of(word);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Says so of a name, in a word that is fine, that the machine does not know at present. */
    static Optional<String> missing(String word) {
        UserPrincipalLookupService accounts = FileSystems.getDefault().getUserPrincipalLookupService();
        Who who = Who.of(word);
        try {
            switch (who) {
                case Who.User(String name) -> accounts.lookupPrincipalByName(name);
                case Who.Group(String name) -> accounts.lookupPrincipalByGroupName(name);
                // A number is somebody's whether anybody has a name for it or not.
                case Who.Uid _, Who.Gid _ -> { }
            }
            return Optional.empty();
        } catch (UserPrincipalNotFoundException e) {
            return Optional.of("this machine knows no " + (who instanceof Who.User(String name) ? "user '" + name + "'"
                    : "group '" + word.substring(word.indexOf(':') + 1) + "'") + "; nobody has a role by that as long as it does not");
        } catch (IOException | UnsupportedOperationException e) {
            // Not to be found out is not the same as not there.
            return Optional.empty();
        }
    }

    /** The same for a group alone, {@code ops} or {@code gid:1000}. */
    static String groupProblem(String word) {
        return word.startsWith("gid:") ? problem(word)
                : word.indexOf(':') >= 0 ? "'" + word + "' is no group; write ops or gid:1000" : problem("group:" + word);
    }
}
