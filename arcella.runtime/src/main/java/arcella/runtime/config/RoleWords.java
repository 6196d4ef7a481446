package arcella.runtime.config;

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

    /** The same for a group alone, {@code ops} or {@code gid:1000}. */
    static String groupProblem(String word) {
        return word.startsWith("gid:") ? problem(word)
                : word.indexOf(':') >= 0 ? "'" + word + "' is no group; write ops or gid:1000" : problem("group:" + word);
    }
}
