package arcella.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import arcella.command.RoleSettings.Who;
import arcella.error.ArcellaException;

class RolesTest {

    private static final VerbName LOOK = VerbName.of("zoo:look");
    private static final VerbName FEED = VerbName.of("zoo:feed");

    private record TestVerb(VerbSpec spec) implements Verb {
        TestVerb(VerbName name, Role role) {
            this(new VerbSpec(name, "does it", "", List.of(), role, new ResultShape.Message(), List.of()));
        }

        @Override
        public VerbResult run(Invocation invocation) {
            return VerbResult.message(spec.name() + " done");
        }
    }

    /** A call that only says who makes it. */
    private record By(Caller caller) implements Invocation {
        @Override
        public Arguments arguments() {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream upload(String parameter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public void onControl(BiConsumer<String, Data> listener) {}

        @Override
        public void progress(String what, long done, long total) {}

        @Override
        public void emit(String event, Data data) {}

        @Override
        public void onCancel(Runnable action) {}
    }

    private static Invocation by(String user, Role role) {
        return new By(new Caller(user, 1, role, Caller.Origin.ALME));
    }

    private static VerbDirectory zoo() {
        VerbDirectory verbs = new VerbDirectory();
        verbs.add(new TestVerb(LOOK, Role.READ_ONLY));
        verbs.add(new TestVerb(FEED, Role.ADMIN));
        return verbs;
    }

    @Test
    void whoIsWrittenInFourWays() {
        assertThat(Who.of("alice")).isEqualTo(new Who.User("alice"));
        assertThat(Who.of("uid:1000")).isEqualTo(new Who.Uid(1000));
        assertThat(Who.of("group:ops")).isEqualTo(new Who.Group("ops"));
        assertThat(Who.of("gid:0")).isEqualTo(new Who.Gid(0));
        for (String bad : List.of("", "1000", "uid:", "uid:-1", "uid:+5", "uid:alice", "uid:4294967295", "group:", "group:12", "all:x",
                "al ice", "al\0ice", "a/b", "uid:99999999999999999999")) {
            assertThatThrownBy(() -> Who.of(bad)).as(bad).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'" + bad + "'");
        }
    }

    @Test
    void aRoleCoversWhatNeedsIt() throws InterruptedException {
        VerbDirectory verbs = zoo();
        assertThat(verbs.run(FEED, by("ada", Role.ADMIN)).message()).isEqualTo("zoo:feed done");
        assertThat(verbs.run(LOOK, by("bob", Role.READ_ONLY)).message()).isEqualTo("zoo:look done");
        assertThatThrownBy(() -> verbs.run(FEED, by("bob", Role.READ_ONLY)))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContainingAll("ARC-8004", "'zoo:feed' needs the role admin, and bob has read-only",
                        "admin = [\"bob\"] under [roles] in etc/arcella.toml");
        assertThatThrownBy(() -> verbs.run(FEED, by("1002", Role.READ_ONLY))).hasMessageContaining("admin = [\"uid:1002\"]");
        assertThat(verbs.specs(Role.READ_ONLY)).extracting(VerbSpec::name).containsExactly(LOOK);
    }

    @Test
    void settingsGiveVerbsOtherRoles() throws InterruptedException {
        VerbDirectory verbs = zoo();
        RoleSettings settings = new RoleSettings(
                List.of(), List.of(), Map.of(FEED, Role.READ_ONLY, LOOK, Role.ADMIN), Optional.empty());
        Roles source = () -> settings;
        assertThat(verbs.roles().known()).isFalse();
        verbs.roles().add(source);
        assertThat(verbs.run(FEED, by("bob", Role.READ_ONLY)).message()).isEqualTo("zoo:feed done");
        assertThatThrownBy(() -> verbs.run(LOOK, by("bob", Role.READ_ONLY))).hasMessageContaining("ARC-8004");
        assertThat(verbs.specs()).extracting(VerbSpec::role).containsExactly(Role.READ_ONLY, Role.ADMIN);
        assertThat(verbs.specs(Role.READ_ONLY)).extracting(VerbSpec::name).containsExactly(FEED);
        verbs.roles().remove(source);
        assertThat(verbs.specs(Role.READ_ONLY)).extracting(VerbSpec::name).containsExactly(LOOK);
    }
}
