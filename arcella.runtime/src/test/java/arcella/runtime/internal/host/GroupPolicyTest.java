package arcella.runtime.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.runtime.config.ConfigSource;
import arcella.worker.GroupLimits;

/** What the workers of groups may have. */
class GroupPolicyTest {

    private static final long MIB = 1L << 20;

    @TempDir
    private Path home;

    private GroupPolicy policy(String text, Map<String, String> environment) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("etc")).resolve("arcella.toml"), text);
        GroupPolicy policy = new GroupPolicy(new ConfigSource(home, environment), 2048 * MIB);
        policy.members(group -> switch (group) {
            case "many" -> new long[] {256 * MIB, 512 * MIB, 256 * MIB};
            case "huge" -> new long[] {1024 * MIB, 1024 * MIB};
            case "small" -> new long[] {1};
            default -> new long[0];
        });
        return policy;
    }

    @Test
    void theHeapFollowsFromTheLimitsOfTheModules() throws Exception {
        GroupPolicy policy = policy("", Map.of());
        assertThat(policy.of("none")).isEqualTo(new GroupLimits(640 * MIB, Integer.MAX_VALUE));
        assertThat(policy.of("small").heapBytes()).isEqualTo(640 * MIB);
        assertThat(policy.of("many").heapBytes()).isEqualTo((128 + 1024 + 512) * MIB);
        assertThat(policy.heap("many").origin()).isEqualTo("from its modules' limits");
        assertThat(policy.of("huge").heapBytes()).isEqualTo(2048 * MIB);
        assertThat(policy.heap("huge").origin()).isEqualTo("from its modules' limits, and the machine's memory");
        assertThat(policy.modules("many")).isEqualTo(new GroupLimit("modules", OptionalLong.empty(), "default"));
        // A machine so small that a quarter of its memory is no worker has workers all the same.
        GroupPolicy small = new GroupPolicy(new ConfigSource(home, Map.of()), 1);
        small.members(group -> new long[] {1024 * MIB});
        assertThat(small.of("any").heapBytes()).isEqualTo(640 * MIB);
    }

    @Test
    void whatIsSaidOfAGroupComesFirstAndThenWhatIsSaidOfAll() throws Exception {
        GroupPolicy policy = policy("""
                [workers]
                heap = "100MiB"
                modules = 7
                [workers.group.many]
                heap = "3GiB"
                [workers.group.small]
                modules = 1
                """, Map.of("ARCELLA_WORKERS_MODULES", "8"));
        assertThat(policy.of("many")).isEqualTo(new GroupLimits(3072 * MIB, 8));
        assertThat(policy.of("small")).isEqualTo(new GroupLimits(100 * MIB, 1));
        assertThat(policy.of("none")).isEqualTo(new GroupLimits(100 * MIB, 8));
        assertThat(policy.heap("many").origin()).isEqualTo("[workers.group.many]");
        assertThat(policy.modules("small").origin()).isEqualTo("[workers.group.small]");
        assertThat(policy.modules("none").origin()).isEqualTo("[workers]");
    }

    @Test
    void mistakesAreToldWithTheNearestKey() throws Exception {
        GroupPolicy policy = policy("""
                [workers]
                maxx = 3
                heap = "1MiB"
                [workers.group.Edge]
                heap = "1GiB"
                [workers.group.edge]
                modlues = 3
                """, Map.of());
        assertThatThrownBy(() -> policy.of("edge")).isInstanceOf(ArcellaException.class).hasMessageContaining("arcella.toml:2:1")
                .hasMessageContaining("did you mean 'max'?").hasMessageContaining("'heap' must be at least \"32MiB\"")
                .hasMessageContaining("'Edge' is no group's name").hasMessageContaining("did you mean 'modules'?");
        assertThat(policy.heap("edge").value()).hasValue(640 * MIB);
    }
}
