package arcella.alme.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import arcella.command.Role;
import arcella.command.RoleSettings;
import arcella.command.RoleSettings.Who;

/**
 * The role that the settings give to a user. Names are looked up by this process and compared as numbers with what the kernel
 * says of the peer: what a client says of itself plays no part.
 */
record PeerRoles(Accounts accounts) {

    /** The role of a user; empty if none was given. */
    Optional<Role> of(long uid, RoleSettings settings) {
        if (has(uid, settings.admins())) {
            return Optional.of(Role.ADMIN);
        }
        return has(uid, settings.readers()) ? Optional.of(Role.READ_ONLY) : Optional.empty();
    }

    /** What to call a user: its name, or its digits where the system knows none. */
    String name(long uid) {
        return accounts.name(uid).orElse(Long.toString(uid));
    }

    private boolean has(long uid, Collection<Who> people) {
        Optional<Set<Long>> groups = Optional.empty();
        for (Who who : people) {
            if ((who instanceof Who.Group || who instanceof Who.Gid) && groups.isEmpty()) {
                groups = Optional.of(accounts.groups(uid));
            }
            boolean found = switch (who) {
                case Who.Uid(long number) -> number == uid;
                case Who.User(String user) -> accounts.uid(user).filter(number -> number == uid).isPresent();
                case Who.Gid(long number) -> groups.orElseThrow().contains(number);
                case Who.Group(String group) -> accounts.gid(group).filter(groups.orElseThrow()::contains).isPresent();
            };
            if (found) {
                return true;
            }
        }
        return false;
    }
}
