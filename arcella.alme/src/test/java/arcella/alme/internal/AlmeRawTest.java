package arcella.alme.internal;

import static arcella.alme.internal.RawClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.VerbResult;

/** Drives the server as {@code docs/ALME.md} describes it, with nothing but a socket. */
@Timeout(240)
class AlmeRawTest {

    @TempDir
    Path home;

    TestDaemon daemon;
    RawClient client;

    @BeforeEach
    void connect() throws IOException {
        daemon = new TestDaemon(home);
        client = RawClient.greeted(daemon.socket);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        daemon.close();
    }

    @Test
    void helloTellsTheDaemonsLimits() throws IOException {
        try (RawClient fresh = new RawClient(daemon.socket)) {
            fresh.send(map("hello", 1, "program", "raw 1", "novelty", true));
            assertThat(fresh.receive())
                    .containsEntry("hello", 1L)
                    .containsEntry("program", "arcella test")
                    .containsEntry("pid", ProcessHandle.current().pid())
                    .containsEntry("window", 262_144L)
                    .containsEntry("frame", 1_048_576L);
        }
    }

    @Test
    void theExampleOfTheDescriptionWorksByteForByte() throws IOException {
        try (RawClient fresh = new RawClient(daemon.socket)) {
            fresh.raw(HexFormat.of().parseHex("00000008" + "81a568656c6c6f01"));
            assertThat(fresh.receive()).containsEntry("hello", 1L);
            fresh.raw(HexFormat.of().parseHex("0000000e" + "82a2696407a3636d64a470696e67"));
            Map<String, Object> answer = fresh.answer(7);
            assertThat(answer).containsEntry("success", true).containsEntry("message", "");
            assertThat(answer.get("data")).asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("program", "arcella test").containsEntry("protocol", 1L);
        }
    }

    @Test
    void verbsDescribeThemselves() throws IOException {
        client.send(map("id", 1, "cmd", "verbs"));
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> verbs = (List<Map<String, Object>>) client.answer(1).get("data");
        assertThat(verbs).extracting(verb -> verb.get("name"))
                .contains("ping", "verbs", "complete", "test:echo", "test:size");
        Map<String, Object> size = verbs.stream().filter(verb -> verb.get("name").equals("test:size")).findFirst().orElseThrow();
        assertThat(size.get("parameters")).isEqualTo(List.of(
                map("name", "file", "help", "content", "kind", "upload", "positional", true, "required", true),
                map("name", "manifest", "help", "manifest", "kind", "upload", "beside", "file", "besides", List.of("arcella.toml"))));

        client.send(map("id", 2, "cmd", "verbs", "args", map("word", "echo")));
        assertThat((List<?>) client.answer(2).get("data")).hasSize(1);
    }

    @Test
    void commandLinesAreCompleted() throws IOException {
        client.send(map("id", 1, "cmd", "complete", "args", map("word", List.of("test", "si"))));
        assertThat(client.answer(1).get("data")).isEqualTo(List.of(map("value", "size", "help", "does test:size")));
        client.send(map("id", 2, "cmd", "complete", "args", map("word", List.of("test", "size", ""))));
        assertThat(client.answer(2).get("data")).isEqualTo(List.of(map("value", "", "kind", "files")));
    }

    @Test
    void answersAndFailuresCarryTheirIds() throws IOException {
        client.send(map("id", 5, "cmd", "test:echo", "args", map("text", "Grüße")));
        assertThat(client.answer(5)).containsEntry("success", true).containsEntry("message", "Grüße").doesNotContainKey("data");
        client.send(map("id", 6, "cmd", "test:fail"));
        assertThat(client.answer(6))
                .containsEntry("id", 6L).containsEntry("success", false).containsEntry("code", "ARC-8006")
                .containsEntry("message", "it failed").containsEntry("remedy", "try again");
        client.send(map("id", 7, "cmd", "test:ecoh"));
        assertThat(client.answer(7)).containsEntry("code", "ARC-8001").containsEntry("remedy", "did you mean 'test:echo'?");
        client.send(map("id", 8, "cmd", "No Verb"));
        assertThat(client.answer(8)).containsEntry("code", "ARC-8001");
        client.send(map("id", 9, "cmd", "test:echo"));
        assertThat(client.answer(9)).containsEntry("code", "ARC-8002");
        client.send(map("id", 10, "cmd", "test:stream", "args", map("count", "five")));
        assertThat(client.answer(10)).containsEntry("code", "ARC-8003");
        client.send(map("id", 11, "cmd", 5));
        assertThat(client.answer(11)).containsEntry("code", "ARC-3004");
        client.send(map("id", 13));
        assertThat(client.answer(13)).containsEntry("code", "ARC-3004").containsEntry("success", false);
        client.send(map("id", 13, "end", true, "comand", "ping"));
        assertThat(client.answer(13)).containsEntry("code", "ARC-3004");
        client.send(map("id", 12, "cmd", "test:huge"));
        assertThat(client.answer(12)).containsEntry("code", "ARC-3010");
    }

    @Test
    void whatNobodyForesawIsAnsweredAndLogged() throws IOException {
        client.send(map("id", 1, "cmd", "test:broken"));
        assertThat(client.answer(1)).containsEntry("code", "ARC-8005");
        client.send(map("id", 2, "cmd", "test:overflow"));
        assertThat(client.answer(2)).containsEntry("code", "ARC-8005");
        assertThat(daemon.log).anyMatch(line -> line.contains("nobody foresaw this"));
        ping(3);
    }

    @Test
    void manyRequestsAtOnceAnswerInAnyOrder() throws IOException {
        client.send(map("id", 1, "cmd", "test:block"));
        for (long id = 2; id < 20; id++) {
            client.send(map("id", id, "cmd", "test:echo", "args", map("text", "t" + id)));
        }
        Map<Object, Object> answers = new HashMap<>();
        for (int i = 2; i < 20; i++) {
            Map<String, Object> answer = client.receive();
            answers.put(answer.get("id"), answer.get("message"));
        }
        for (long id = 2; id < 20; id++) {
            assertThat(answers).containsEntry(id, "t" + id);
        }
    }

    @Test
    void aRequestCanBeCancelled() throws Exception {
        client.send(map("id", 1, "cmd", "test:block"));
        assertThat(daemon.blocked.await(1, TimeUnit.MINUTES)).isTrue();
        client.send(map("id", 1, "cancel", true));
        assertThat(client.answer(1)).containsEntry("success", false).containsEntry("code", "ARC-3008");
        assertThat(daemon.cancelled.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(daemon.interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        ping(2);
    }

    @Test
    void filesTravelInPartsAgainstCredit() throws IOException {
        client.send(map("id", 1, "cmd", "test:size", "args", map("file", "m.wasm", "manifest", "arcella.toml")));
        byte[] chunk = new byte[65_536];
        List<Map<String, Object>> parts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            parts.add(map("id", 1, "part", "file", "data", chunk));
        }
        parts.add(map("id", 1, "part", "file", "data", new byte[0], "end", true));
        parts.add(map("id", 1, "part", "manifest", "data", new byte[17], "end", true));
        long credit = 262_144;
        for (Map<String, Object> part : parts) {
            while (credit <= 0) {
                Map<String, Object> grant = client.receive();
                assertThat(grant).containsEntry("id", 1L).containsKey("credit");
                credit += (Long) grant.get("credit");
            }
            credit -= client.send(part);
        }
        assertThat(client.answer(1).get("data")).isEqualTo(map("file", 6_553_600L, "manifest", 17L));
    }

    @Test
    void progressIsAnEvent() throws IOException {
        client.send(map("id", 1, "cmd", "test:size", "args", map("file", "f")));
        client.send(map("id", 1, "part", "file", "data", new byte[5], "end", true));
        assertThat(client.receive()).containsEntry("event", "progress")
                .containsEntry("data", map("what", "read", "done", 5L, "total", 5L));
    }

    @Test
    void interactiveVerbsHearKeysAndControls() throws IOException {
        client.send(map("id", 1, "cmd", "test:shout", "input", true));
        client.send(map("id", 1, "control", "resize", "data", map("columns", 80, "rows", 24)));
        assertThat(client.receive()).containsEntry("event", "control")
                .containsEntry("data", map("name", "resize", "data", map("columns", 80L, "rows", 24L)));
        client.send(map("id", 1, "input", "a".getBytes(StandardCharsets.US_ASCII)));
        assertThat((byte[]) client.receive().get("data")).containsExactly('A');
        client.send(map("id", 1, "input", new byte[0], "end", true));
        assertThat(client.answer(1)).containsEntry("message", "bye");
    }

    @Test
    void inputThatIsNotAnnouncedIsAtItsEnd() throws IOException {
        client.send(map("id", 1, "cmd", "test:shout"));
        assertThat(client.answer(1)).containsEntry("message", "bye");
    }

    @Test
    void aStreamKeepsToItsCredit() throws Exception {
        client.send(map("id", 1, "cmd", "test:stream", "args", map("count", 2_000)));
        // The window, and one frame beyond it, each line a little over 1 000 bytes.
        assertThat(daemon.emitted.tryAcquire(250, 1, TimeUnit.MINUTES)).isTrue();
        Thread.sleep(200);
        assertThat(daemon.emitted.availablePermits()).isLessThan(15);
        long received = 0;
        while (true) {
            Map<String, Object> frame = client.receive();
            if (frame.containsKey("success")) {
                assertThat(frame).containsEntry("message", "sent 2000");
                break;
            }
            assertThat((String) frame.get("data")).startsWith("line " + received + " ");
            if (++received % 100 == 0) {
                client.send(map("id", 1, "credit", 105_000));
            }
        }
        assertThat(received).isEqualTo(2_000);
    }

    @Test
    void framesForAnswersThatCrossedArePassedOver() throws IOException {
        client.send(map("id", 1, "cmd", "ping"));
        client.answer(1);
        client.send(map("id", 1, "part", "file", "data", new byte[5]));
        client.send(map("id", 1, "cancel", true));
        client.send(map("id", 1, "credit", 5));
        ping(1);
    }

    @Test
    void requestsThatComeDuringTheStartWaitForTheirVerb() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        try (TestDaemon starting = new TestDaemon(other, ServerOptions.DEFAULT, false);
                RawClient early = RawClient.greeted(starting.socket)) {
            early.send(map("id", 1, "cmd", "test:late"));
            early.send(map("id", 2, "cmd", "test:never"));
            early.send(map("id", 3, "cmd", "ping"));
            assertThat(early.answer(3)).containsEntry("success", true);
            starting.add("test:late", List.of(), _ -> VerbResult.message("here"));
            starting.server.ready();
            Map<Object, Map<String, Object>> answers = new HashMap<>();
            while (answers.size() < 2) {
                Map<String, Object> frame = early.receive();
                if (frame.containsKey("success")) {
                    answers.put(frame.get("id"), frame);
                }
            }
            assertThat(answers.get(1L)).containsEntry("message", "here");
            assertThat(answers.get(2L)).containsEntry("code", "ARC-8001");
        }
    }

    @Test
    void requestsWaitForASlowStartAndHearOfIt() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        try (TestDaemon starting = new TestDaemon(other, ServerOptions.DEFAULT, false);
                RawClient early = RawClient.greeted(starting.socket)) {
            early.send(map("id", 1, "cmd", "test:late"));
            Map<String, Object> event = early.receive();
            assertThat(event).containsEntry("id", 1L).containsEntry("event", "progress");
            assertThat(event.get("data").toString()).contains("the container starts");
            starting.add("test:late", List.of(), _ -> VerbResult.message("here"));
            starting.server.ready();
            assertThat(early.answer(1)).containsEntry("message", "here");
        }
    }

    /** Neither a verb that comes later nor the list of verbs may be denied: nobody knows yet. */
    @Test
    void aStartThatTakesTooLongHasAnAnswerOfItsOwn() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        ServerOptions usual = ServerOptions.DEFAULT;
        ServerOptions options = new ServerOptions(
                usual.connections(), usual.requestsPerConnection(), usual.requests(), usual.window(), usual.hello(),
                usual.frame(), usual.idle(), usual.stall(), Duration.ofMillis(200));
        try (TestDaemon starting = new TestDaemon(other, options, false);
                RawClient early = RawClient.greeted(starting.socket)) {
            early.send(map("id", 1, "cmd", "test:late"));
            assertThat(early.answer(1)).containsEntry("code", "ARC-3019").containsEntry("success", false);
            // A scope of which some verbs are there may have more to come; 'ping' is one, whatever else comes.
            early.send(map("id", 2, "cmd", "verbs", "args", map("word", "test")));
            assertThat(early.answer(2)).containsEntry("code", "ARC-3019");
            early.send(map("id", 6, "cmd", "verbs", "args", map("word", "ping")));
            assertThat(early.answer(6)).containsEntry("success", true);
            starting.add("test:late", List.of(), _ -> VerbResult.message("here"));
            early.send(map("id", 3, "cmd", "test:late"));
            assertThat(early.answer(3)).containsEntry("message", "here");
            early.send(map("id", 4, "cmd", "test:never"));
            assertThat(early.answer(4)).containsEntry("code", "ARC-3019");
            starting.server.ready();
            early.send(map("id", 5, "cmd", "test:never"));
            assertThat(early.answer(5)).containsEntry("code", "ARC-8001");
        }
    }

    @Test
    void theEndOfAServerThatStillStartsIsNoDenial() throws Exception {
        Path other = Files.createDirectory(home.resolve("other"));
        try (TestDaemon starting = new TestDaemon(other, ServerOptions.DEFAULT, false);
                RawClient early = RawClient.greeted(starting.socket)) {
            early.send(map("id", 1, "cmd", "test:late"));
            early.receive();
            starting.server.close();
            assertThat(early.answer(1)).containsEntry("code", "ARC-3008").containsEntry("message", "the daemon stops");
        }
    }

    @Test
    void theEndOfTheServerIsAnAnswerToo() throws Exception {
        client.send(map("id", 1, "cmd", "test:block"));
        assertThat(daemon.blocked.await(1, TimeUnit.MINUTES)).isTrue();
        daemon.close();
        assertThat(client.answer(1)).containsEntry("code", "ARC-3008").containsEntry("message", "the daemon stops");
        assertThat(client.ended()).isTrue();
    }

    private void ping(long id) throws IOException {
        client.send(map("id", id, "cmd", "ping"));
        assertThat(client.answer(id)).containsEntry("success", true);
    }
}
