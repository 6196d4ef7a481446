package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFilesTest {

    @TempDir
    private Path folder;

    private Path home;
    private Path elsewhere;

    @BeforeEach
    void make() throws Exception {
        Path real = folder.toRealPath();
        home = real.resolve("jvm/java");
        elsewhere = real.resolve("etc/java");
        Files.createDirectories(home.resolve("lib/security"));
        Files.createDirectories(elsewhere.resolve("security"));
    }

    private Path link(Path link, String target) throws Exception {
        return Files.createSymbolicLink(link, Path.of(target));
    }

    @Test
    void whatLinksOfTheHomeLeadToIsTheJavasToo() throws Exception {
        Path store = Files.createFile(elsewhere.resolve("cacerts"));
        link(home.resolve("lib/security/cacerts"), store.toString());
        link(home.resolve("conf"), "../../etc/java");
        Path policy = Files.createFile(Files.createDirectory(folder.toRealPath().resolve("policies")).resolve("p"));
        link(elsewhere.resolve("security/policy"), policy.getParent().toString());
        link(policy.resolveSibling("again"), policy.toString());
        link(home.resolve("lib/inside"), "security");
        assertThat(JavaFiles.below(home)).containsExactlyInAnyOrder(home, store, elsewhere, policy.getParent(), policy);
    }

    @Test
    void aLinkThatLeadsNowhereOrAroundTheHomeGivesNothing() throws Exception {
        link(home.resolve("lib/dangling"), "/nowhere/at/all");
        link(home.resolve("lib/itself"), "itself");
        link(home.resolve("lib/up"), "../../..");
        link(home.resolve("lib/root"), "/");
        link(home.resolve("lib/home"), home.toString());
        assertThat(JavaFiles.below(home)).containsExactly(home);
    }

    @Test
    void foldersThatLeadToEachOtherEnd() throws Exception {
        link(home.resolve("lib/out"), elsewhere.toString());
        link(elsewhere.resolve("security/back"), elsewhere.toString());
        link(elsewhere.resolve("home"), home.resolve("lib").toString());
        assertThat(JavaFiles.below(home)).containsExactlyInAnyOrder(home, elsewhere);
    }

    /** People's files are no business of a running Java's. */
    @Test
    void onlyWhatJavaReadsIsLookedThrough() throws Exception {
        link(home.resolve("docs"), elsewhere.toString());
        assertThat(JavaFiles.below(home)).containsExactly(home);
    }
}
