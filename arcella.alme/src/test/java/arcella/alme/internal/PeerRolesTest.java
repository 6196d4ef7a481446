package arcella.alme.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.command.Caller;
import arcella.command.Role;
import arcella.command.RoleSettings;
import arcella.command.RoleSettings.Who;
import arcella.error.ArcellaException;

class PeerRolesTest {

    private final PeerGuard guard = new PeerGuard(500, "owner", new PeerRoles(new TestAccounts()));

    private static List<Who> who(String... words) {
        return Arrays.stream(words).map(Who::of).toList();
    }

    private static RoleSettings settings(List<Who> admins, List<Who> readers) {
        return new RoleSettings(admins, readers, Map.of(), Optional.empty());
    }

    private Caller admit(long uid, RoleSettings settings) {
        return guard.admit(new Peer(uid, -1), settings);
    }

    @Test
    void usersAndGroupsByNameAndNumberGetTheirRole() {
        assertThat(admit(1000, settings(who("ada"), who()))).extracting(Caller::user, Caller::role).containsExactly("ada", Role.ADMIN);
        assertThat(admit(1001, settings(who("ada"), who("uid:1001"))).role()).isEqualTo(Role.READ_ONLY);
        assertThat(admit(1001, settings(who(), who("group:ops"))).role()).isEqualTo(Role.READ_ONLY);
        assertThat(admit(1001, settings(who("gid:50"), who("bob"))).role()).as("the greater of two").isEqualTo(Role.ADMIN);
        assertThat(admit(1002, settings(who(), who("uid:1002"))).user()).as("a user without a name").isEqualTo("1002");
    }

    @Test
    void theOwnerAndRootAreAdminsWhateverIsSaid() {
        RoleSettings settings = settings(who(), who("uid:0", "uid:500"));
        assertThat(admit(500, settings).role()).isEqualTo(Role.ADMIN);
        assertThat(admit(0, settings).role()).isEqualTo(Role.ADMIN);
    }

    @Test
    void nobodyElseGetsIn() {
        RoleSettings settings = settings(who("ada", "no-such-user"), who("group:no-such-group", "gid:77"));
        for (long uid : new long[] {1001, 1002, -1, 65_534}) {
            assertThatThrownBy(() -> admit(uid, settings)).isInstanceOf(ArcellaException.class)
                    .hasMessageContainingAll("ARC-3006", "user " + uid, "[roles]");
        }
    }

    @Test
    void theSystemsOwnAccountsAreFound() {
        Accounts accounts = new NativeAccounts();
        assertThat(accounts.uid("root")).contains(0L);
        assertThat(accounts.name(0)).contains("root");
        assertThat(accounts.groups(0)).contains(0L);
        assertThat(accounts.gid("no such group")).isEmpty();
        assertThat(accounts.uid("no such user")).isEmpty();
        assertThat(accounts.name(3_999_999_999L)).isEmpty();
        assertThat(accounts.groups(3_999_999_999L)).isEmpty();
    }
}
