package arcella.alme.internal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ada (1000, group 1000) and bob (1001, groups 1001 and ops), and a user 1002 without a name. */
final class TestAccounts implements Accounts {

    private static final Map<String, Long> USERS = Map.of("ada", 1000L, "bob", 1001L);
    private static final Map<String, Long> GROUPS = Map.of("ada", 1000L, "bob", 1001L, "ops", 50L);

    @Override
    public Optional<Long> uid(String user) {
        return Optional.ofNullable(USERS.get(user));
    }

    @Override
    public Optional<Long> gid(String group) {
        return Optional.ofNullable(GROUPS.get(group));
    }

    @Override
    public Optional<String> name(long uid) {
        return USERS.entrySet().stream().filter(user -> user.getValue() == uid).map(Map.Entry::getKey).findFirst();
    }

    @Override
    public Set<Long> groups(long uid) {
        return uid == 1000 ? Set.of(1000L) : uid == 1001 ? Set.of(1001L, 50L) : Set.of();
    }
}
