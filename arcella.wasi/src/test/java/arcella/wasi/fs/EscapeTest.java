package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way out of a folder that is known, tried through every operation, with both ways to resolve paths. */
@Timeout(60)
class EscapeTest {

    @TempDir
    Path around;

    private Jail jail;

    private void build(Jail.Way way) throws Exception {
        jail = new Jail(around, way);
        // Made by the host.
        jail.hostLink("rel-dir", "../outside");
        jail.hostLink("abs-dir", around.resolve("outside").toString());
        jail.hostLink("sub/rel-dir", "../../outside");
        jail.hostLink("chain", "sub/rel-dir");
        jail.hostLink("up", "..");
        jail.hostLink("rel-file", "../secret.txt");
        jail.hostLink("abs-file", around.resolve("secret.txt").toString());
        jail.hostLink("rel-missing", "../planted");
        jail.hostLink("abs-missing", around.resolve("planted").toString());
        jail.hostLink("root", "/");
        // Made by the guest.
        jail.folder.symlink(GuestPath.of("../outside"), GuestPath.of("guest-dir"));
        jail.folder.symlink(GuestPath.of("../secret.txt"), GuestPath.of("sub/../guest-file"));
        jail.folder.symlink(GuestPath.of("sub/../../planted"), GuestPath.of("guest-missing"));
    }

    @AfterEach
    void close() throws Exception {
        jail.close();
        Files.deleteIfExists(jail.host.resolve("root"));
    }

    /** Paths that lead out before their last component, or by it where it is no link. */
    private List<String> pathsOut() {
        String absolute = around.toString();
        List<String> paths = new ArrayList<>(List.of(
                "../secret.txt", "..//secret.txt", "./../secret.txt", "sub/../../secret.txt",
                "sub/../sub/../../outside/file", absolute + "/secret.txt", "/" + absolute + "/secret.txt",
                "../outside/", "../outside//", "../planted", "../planted/", absolute + "/planted", "..", "../", "../..",
                "sub/../..", "/", "//", "/..", "../jail/inside.txt", absolute + "/jail/inside.txt"));
        for (String link : List.of("rel-dir", "abs-dir", "sub/rel-dir", "chain", "guest-dir")) {
            paths.addAll(List.of(link + "/file", link + "/planted", link + "/empty", link + "/empty/", link + "/.",
                    link + "/..", link + "/../secret.txt", link + "/../jail/inside.txt"));
        }
        paths.addAll(List.of("up/secret.txt", "up/jail/inside.txt", "up/planted",
                // Nothing of the machine's own: a sandbox that leaks is to harm this test only.
                "root" + absolute + "/outside/empty", "root" + absolute + "/planted",
                "root" + absolute + "/secret.txt"));
        return paths;
    }

    /** Paths whose last component is a link that leads out; an operation that does not follow it may use them. */
    private static final List<String> LINKS_OUT = List.of("rel-dir", "abs-dir", "sub/rel-dir", "chain", "up",
            "rel-file", "abs-file", "rel-missing", "abs-missing", "root", "guest-dir", "guest-file", "guest-missing");

    private interface Attempt {
        void with(GuestPath path) throws FsException;
    }

    /** Operations that follow a link at the end of their path. */
    private Map<String, Attempt> following() {
        Directory folder = jail.folder;
        TimeChange now = new TimeChange.Now();
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put("open for reading", p -> folder.open(p, Jail.reading()).close());
        attempts.put("open for writing, making it", p -> folder.open(p, Jail.creating()).close());
        attempts.put("open and cut", p ->
                folder.open(p, new OpenRequest(true, true, false, false, true, false, true)).close());
        attempts.put("open as a folder", p ->
                folder.open(p, new OpenRequest(true, false, false, false, false, true, true)).close());
        attempts.put("stat", p -> folder.stat(p, true));
        attempts.put("set times", p -> folder.setTimes(p, true, now, now));
        return attempts;
    }

    /** Operations that work on the link itself. */
    private Map<String, Attempt> notFollowing() throws FsException {
        Directory folder = jail.folder;
        TimeChange now = new TimeChange.Now();
        GuestPath inside = GuestPath.of("inside.txt");
        GuestPath fresh = GuestPath.of("fresh");
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put("make anew", p ->
                folder.open(p, new OpenRequest(true, true, true, true, false, false, true)).close());
        attempts.put("open without following", p ->
                folder.open(p, new OpenRequest(true, false, false, false, false, false, false)).close());
        attempts.put("stat without following", p -> folder.stat(p, false));
        attempts.put("set times without following", p -> folder.setTimes(p, false, now, now));
        attempts.put("make a folder", folder::makeDirectory);
        attempts.put("remove a folder", folder::removeDirectory);
        attempts.put("unlink", folder::unlink);
        attempts.put("rename from", p -> folder.rename(p, folder, fresh));
        attempts.put("rename to", p -> folder.rename(inside, folder, p));
        attempts.put("link from", p -> folder.link(p, folder, fresh));
        attempts.put("link to", p -> folder.link(inside, folder, p));
        attempts.put("make a symbolic link", p -> folder.symlink(inside, p));
        attempts.put("read a symbolic link", folder::readLink);
        return attempts;
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void noPathLeadsOut(Jail.Way way) throws Exception {
        build(way);
        Map<String, Attempt> all = following();
        all.putAll(notFollowing());
        for (String path : pathsOut()) {
            for (Map.Entry<String, Attempt> attempt : all.entrySet()) {
                assertThat(errorOf(attempt.getValue(), path)).as(attempt.getKey() + " " + path)
                        .isEqualTo(FsError.ESCAPE);
            }
        }
        jail.assertOutsideUntouched();
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void noLinkLeadsOut(Jail.Way way) throws Exception {
        build(way);
        for (String link : LINKS_OUT) {
            for (String path : List.of(link, link + "/", link + "//", "sub/../" + link, link + "/.")) {
                following().forEach((what, attempt) -> {
                    FsError error = errorOf(attempt, path);
                    // Making a file under a name with a slash fails before the link is looked at.
                    boolean slash = path.endsWith("/") && what.contains("making");
                    assertThat(error).as(what + " " + path).isIn(slash
                            ? List.of(FsError.ESCAPE, FsError.IS_DIRECTORY) : List.of(FsError.ESCAPE));
                });
            }
        }
        jail.assertOutsideUntouched();
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void operationsThatDoNotFollowWorkOnTheLinkOnly(Jail.Way way) throws Exception {
        build(way);
        for (String link : LINKS_OUT) {
            for (Map.Entry<String, Attempt> attempt : notFollowing().entrySet()) {
                for (String path : List.of(link, link + "/", link + "//")) {
                    // The operation may succeed, and then has used up its link; what counts is what is outside.
                    errorOf(attempt.getValue(), path);
                    jail.assertOutsideUntouched();
                    restore(link);
                }
            }
        }
    }

    private void restore(String link) throws Exception {
        Files.deleteIfExists(jail.host.resolve("fresh"));
        if (!Files.exists(jail.host.resolve("inside.txt"))) {
            Files.writeString(jail.host.resolve("inside.txt"), "inside");
        }
        Path path = jail.host.resolve(link);
        if (!Files.isSymbolicLink(path)) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(path);
            }
            Files.createSymbolicLink(path, Path.of(link.endsWith("dir") ? "../outside" : "../secret.txt"));
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void pathsThatComeBackInsideAreFine(Jail.Way way) throws Exception {
        build(way);
        jail.hostLink("sub/back", "../inside.txt");
        jail.hostLink("sub/dir", "../sub/./dir2");
        Files.createDirectory(jail.host.resolve("sub/dir2"));
        Files.writeString(jail.host.resolve("sub/dir2/x"), "x");

        assertThat(jail.read("sub/../inside.txt")).isEqualTo("inside");
        assertThat(jail.read("sub/.//../sub/deep.txt")).isEqualTo("deep");
        assertThat(jail.read("sub/back")).isEqualTo("inside");
        assertThat(jail.read("sub/dir/x")).isEqualTo("x");
        assertThat(jail.read("sub/dir/../deep.txt")).isEqualTo("deep");
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void linksOnTheWayAreCounted(Jail.Way way) throws Exception {
        build(way);
        jail.hostLink("self", "self");
        jail.hostLink("a", "b");
        jail.hostLink("b", "a");
        for (String path : List.of("self", "a", "self/x", "a/x")) {
            assertThat(errorOf(p -> jail.folder.open(p, Jail.reading()).close(), path)).as(path)
                    .isEqualTo(FsError.LOOP);
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void namesThatAreNoNamesAreRefused(Jail.Way way) throws Exception {
        build(way);
        Directory folder = jail.folder;
        GuestPath inside = GuestPath.of("inside.txt");
        for (String dots : List.of(".", "./", "sub/..", "sub/.", "sub/../.")) {
            assertThat(errorOf(folder::makeDirectory, dots)).as(dots).isEqualTo(FsError.EXIST);
            assertThat(errorOf(folder::removeDirectory, dots)).as(dots).isEqualTo(FsError.INVALID);
            assertThat(errorOf(folder::unlink, dots)).as(dots).isEqualTo(FsError.IS_DIRECTORY);
            assertThat(errorOf(p -> folder.rename(p, folder, inside), dots)).as(dots).isEqualTo(FsError.BUSY);
            assertThat(errorOf(p -> folder.link(inside, folder, p), dots)).as(dots).isEqualTo(FsError.EXIST);
        }
        assertThat(Files.exists(jail.host.resolve("sub/deep.txt"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void absoluteLinksCanNeitherBeMadeNorRead(Jail.Way way) throws Exception {
        build(way);
        assertThat(errorOf(p -> jail.folder.symlink(p, GuestPath.of("new")), "/etc/passwd"))
                .isEqualTo(FsError.ESCAPE);
        assertThat(errorOf(jail.folder::readLink, "abs-file")).isEqualTo(FsError.ESCAPE);
    }

    /** What an attempt answers; fails if it answers nothing. */
    private static FsError errorOf(Attempt attempt, String path) {
        try {
            attempt.with(GuestPath.of(path));
            return FsError.CLOSED;
        } catch (FsException e) {
            return e.error();
        }
    }
}
