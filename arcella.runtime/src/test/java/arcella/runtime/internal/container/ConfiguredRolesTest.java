package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Role;
import arcella.command.RoleSettings;
import arcella.command.RoleSettings.Who;
import arcella.command.VerbName;
import arcella.runtime.config.ConfigLoader;
import arcella.runtime.config.ConfigSource;

class ConfiguredRolesTest {

    @TempDir
    private Path home;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.createDirectory(home.resolve("etc")).resolve("arcella.toml");
    }

    @Test
    void theTableIsRead() throws IOException {
        Files.writeString(file, """
                [roles]
                admin = ["alice", "uid:1000"]
                read-only = ["group:ops", "gid:50"]
                socket-folder = "/run/arcella"
                socket-group = "ops"
                [roles.verbs]
                "module:restart" = "read-only"
                ping = "admin"
                """);
        RoleSettings settings = new ConfiguredRoles(new ConfigSource(home, Map.of())).settings();
        assertThat(settings).isEqualTo(new RoleSettings(
                List.of(new Who.User("alice"), new Who.Uid(1000)), List.of(new Who.Group("ops"), new Who.Gid(50)),
                Map.of(VerbName.of("module:restart"), Role.READ_ONLY, VerbName.of("ping"), Role.ADMIN),
                Optional.of(new RoleSettings.Door("/run/arcella", "ops"))));
    }

    @Test
    void withoutItNobodyElseHasARole() {
        assertThat(new ConfiguredRoles(new ConfigSource(home, Map.of())).settings()).isEqualTo(RoleSettings.NONE);
    }

    @Test
    void aChangeHoldsAndAMistakeDoesNot() throws IOException {
        Files.writeString(file, "[roles]\nadmin = [\"alice\"]\n");
        ConfiguredRoles roles = new ConfiguredRoles(new ConfigSource(home, Map.of()));
        RoleSettings first = roles.settings();
        assertThat(roles.settings()).as("what has not changed is the same").isSameAs(first);
        Files.writeString(file, "[roles]\nadmin = [\"alice\", 7]\n");
        assertThat(roles.settings()).isSameAs(first);
        Files.writeString(file, "[roles]\nadmin = []\n");
        assertThat(roles.settings().admins()).isEmpty();
    }

    @Test
    void withMistakesFromTheStartNobodyElseHasARole() throws IOException {
        Files.writeString(file, "[roles]\nadmin = [\"alice\"]\nread-only = [\"1000\"]\n");
        assertThat(new ConfiguredRoles(new ConfigSource(home, Map.of())).settings()).isEqualTo(RoleSettings.NONE);
    }

    @Test
    void mistakesAreToldWithTheWayOut() throws IOException {
        Files.writeString(file, """
                [roles]
                admin = ["1000"]
                read-only = ["everybody:x"]
                socket-folder = "run"
                socket-group = "uid:5"
                admins = []
                [roles.verbs]
                "Module:Restart" = "read-only"
                "module:stop" = "viewer"
                """);
        assertThat(ConfigLoader.ofHome(home, Map.of()).shown()).contains(
                "arcella.toml:2:", "write uid:1000 or gid:1000", "neither a user nor a group", "must be an absolute path",
                "'uid:5' is no group", "unknown key 'admins'", "did you mean 'admin'?", "'Module:Restart' is no command's name",
                "must be one of \"read-only\", \"admin\"");
    }
}
