package arcella.alme.internal;

import java.util.Optional;
import java.util.Set;

/** The users and groups that the operating system knows, whatever it knows them from. Thread-safe; may be slow. */
interface Accounts {

    /** The number of a user. */
    Optional<Long> uid(String user);

    /** The number of a group. */
    Optional<Long> gid(String group);

    /** The name of a user. */
    Optional<String> name(long uid);

    /** The groups that a user belongs to by what the system has written down; empty for a user that it does not know. */
    Set<Long> groups(long uid);
}
