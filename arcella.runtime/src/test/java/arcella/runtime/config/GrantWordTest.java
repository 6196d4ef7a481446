package arcella.runtime.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class GrantWordTest {

    private static void refused(String grant, String... words) {
        assertThatThrownBy(() -> GrantWord.check(List.of("trust", grant)))
                .hasMessageContaining("ARC-2005").hasMessageContaining("'" + grant + "'").hasMessageContainingAll(words);
    }

    @Test
    void allThatAManifestCanAskForIsAGrant() {
        assertThatCode(() -> GrantWord.check(List.of("trust", "all", "env:LANG", "limit:call-depth", "read:/srv/pages",
                "write:/srv/notes", "net:tcp://10.0.0.7:5432", "net:https://api.example.com", "listen:udp://*:53")))
                .doesNotThrowAnyException();
    }

    @Test
    void aWordThatGrantsNothingIsRefusedWithTheNearest() {
        refused("trsut", "did you mean 'trust'?");
        refused("bogus", "env:NAME", "listen:RULE");
        refused("reed:/srv", "did you mean 'read:/srv'?");
        refused("limit:memry", "did you mean 'limit:memory'?");
        refused("limit:", "limits are memory");
        refused("env:", "no variable");
        refused("read:data", "no absolute folder");
        refused("write:/srv/../etc", "no manifest can ask for", "write write:/etc");
        refused("read:/srv/", "write read:/srv");
        refused("net:10.0.0.7", "is no rule");
        refused("listen:https://a.example", "cannot be listened at");
    }
}
