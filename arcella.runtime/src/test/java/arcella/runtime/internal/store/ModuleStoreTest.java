package arcella.runtime.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.internal.store.ModuleRecord.Wanted;

class ModuleStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ModuleId A1 = ModuleId.of("a@1.0.0");
    private static final ModuleId A2 = ModuleId.of("a@2.0.0-rc.1+build.7");
    private static final ModuleId B1 = ModuleId.of("b@1.0.0");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItWasGiven() {
        ModuleStore store = ModuleStore.open(folder);
        String manifest = "[module]\nname = \"a\" # \\ = : ! é 🦊 \u0001\t\r\n  \ud800 end ";
        ModuleRecord record;
        try (StagedContent content = stage(store, "one")) {
            record = new ModuleRecord(A2, content.sha256(), content.sizeBytes(), Optional.of(manifest), Wanted.STARTED,
                    7, NOW, List.of("trust", " odd = \\ grant"), "deploy:a b.wasm");
            store.add(record, content);
        }
        ModuleStore reopened = ModuleStore.open(folder);
        assertThat(reopened.records()).containsExactly(record);
        assertThat(reopened.problems()).isEmpty();
        assertThat(reopened.content(record.sha256())).hasContent("one");
    }

    @Test
    void sharesContentAndRemovesItWithTheLastModule() {
        ModuleStore store = ModuleStore.open(folder);
        ModuleRecord a = add(store, A1, "same");
        ModuleRecord b = add(store, B1, "same");
        assertThat(a.sha256()).isEqualTo(b.sha256());
        store.remove(A1);
        assertThat(store.content(a.sha256())).hasContent("same");
        store.remove(B1);
        assertThat(files()).isEmpty();
        assertThat(ModuleStore.open(folder).records()).isEmpty();
    }

    @Test
    void replacesUnderTheSameAndUnderAnotherVersion() {
        ModuleStore store = ModuleStore.open(folder);
        add(store, A1, "one");
        ModuleRecord second = replace(store, A1, A1, "two", 2);
        assertThat(ModuleStore.open(folder).records()).containsExactly(second);
        ModuleRecord third = replace(store, A1, A2, "three", 3);
        assertThat(ModuleStore.open(folder).records()).containsExactly(third);
        assertThat(files()).containsExactlyInAnyOrder(
                "content/" + third.sha256() + ".wasm", "state/a@2.0.0-rc.1+build.7");
        ModuleRecord again = add(store, A1, "one");
        assertThat(ModuleStore.open(folder).records()).containsExactly(again, third);
    }

    @Test
    void keepsWhatWasBefore() {
        ModuleStore store = ModuleStore.open(folder);
        ModuleRecord first = add(store, A1, "one");
        ModuleRecord second;
        try (StagedContent content = stage(store, "two")) {
            second = new ModuleRecord(A2, content.sha256(), content.sizeBytes(), Optional.of("m"), Wanted.STARTED, 2, NOW,
                    List.of("trust"), "install", Optional.of(first.asPrevious()));
            store.replace(A1, second, content);
        }
        assertThat(ModuleStore.open(folder).records()).containsExactly(second);
        assertThat(files()).contains("content/" + first.sha256() + ".wasm", "content/" + second.sha256() + ".wasm");

        ModuleRecord back = new ModuleRecord(A1, first.sha256(), first.sizeBytes(), first.manifest(), Wanted.STARTED, 3,
                NOW, first.grants(), first.origin(), Optional.of(second.asPrevious()));
        store.replace(A2, back);
        ModuleStore reopened = ModuleStore.open(folder);
        assertThat(reopened.records()).containsExactly(back);
        assertThat(reopened.content(first.sha256())).hasContent("one");

        // What is before the previous one goes, and all goes with the module.
        try (StagedContent content = stage(reopened, "three")) {
            ModuleRecord third = new ModuleRecord(A1, content.sha256(), content.sizeBytes(), Optional.empty(),
                    Wanted.STARTED, 4, NOW, List.of(), "install", Optional.of(back.asPrevious()));
            reopened.replace(A1, third, content);
        }
        assertThat(files()).doesNotContain("content/" + second.sha256() + ".wasm").hasSize(3);
        reopened.remove(A1);
        assertThat(files()).isEmpty();
    }

    @Test
    void doesWithoutAPreviousContentThatIsGone() throws IOException {
        ModuleStore store = ModuleStore.open(folder);
        ModuleRecord first = add(store, A1, "one");
        ModuleRecord second;
        try (StagedContent content = stage(store, "two")) {
            second = new ModuleRecord(A1, content.sha256(), content.sizeBytes(), Optional.empty(), Wanted.STARTED, 2, NOW,
                    List.of(), "install", Optional.of(first.asPrevious()));
            store.replace(A1, second, content);
        }
        java.nio.file.Files.delete(store.content(first.sha256()));
        ModuleStore reopened = ModuleStore.open(folder);
        assertThat(reopened.records()).containsExactly(second.after(Optional.empty()));
        assertThat(reopened.problems()).singleElement().satisfies(problem ->
                assertThat(problem).hasMessageContaining("ARC-2202").hasMessageContaining("previous"));
        assertThatThrownBy(() -> reopened.replace(A1, first)).hasMessageContaining("ARC-2202");
    }

    @Test
    void refusesAnIdThatIsTaken() {
        ModuleStore store = ModuleStore.open(folder);
        add(store, A1, "one");
        add(store, B1, "two");
        assertThatThrownBy(() -> add(store, A1, "other"))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-2101")
                .hasMessageContaining("module:update");
        assertThatThrownBy(() -> replace(store, A1, B1, "other", 2)).hasMessageContaining("ARC-2101");
        assertThatThrownBy(() -> store.remove(A2)).hasMessageContaining("ARC-2102");
        assertThat(files()).hasSize(4);
    }

    @Test
    void refusesContentThatIsTooLarge() {
        ModuleStore store = ModuleStore.open(folder);
        try (StagedContent content = store.stage(stream("12345"), 5)) {
            assertThat(content.sizeBytes()).isEqualTo(5);
        }
        assertThatThrownBy(() -> store.stage(stream("123456"), 5)).hasMessageContaining("ARC-2004");
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenAnUploadBreaksOff() {
        ModuleStore store = ModuleStore.open(folder);
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the client went away");
                }
                return 'x';
            }
        };
        assertThatThrownBy(() -> store.stage(broken, 1 << 20)).hasMessageContaining("the client went away");
        assertThat(files()).isEmpty();
    }

    @Test
    void setsDamagedStateAsideAndReportsIt() throws IOException {
        ModuleStore store = ModuleStore.open(folder);
        ModuleRecord good = add(store, A1, "good");
        for (String name : List.of("c@1.0.0", "d@1.0.0", "e@1.0.0", "f@1.0.0", "g@1.0.0")) {
            add(store, ModuleId.of(name), name);
        }
        Path state = folder.resolve("state");
        Files.writeString(state.resolve("c@1.0.0"), "");
        String whole = Files.readString(state.resolve("d@1.0.0"));
        Files.writeString(state.resolve("d@1.0.0"), whole.substring(0, whole.length() / 2));
        Files.writeString(state.resolve("e@1.0.0"), Files.readString(state.resolve("e@1.0.0")).replace("stopped", "started"));
        Files.delete(folder.resolve("content").resolve(store.find(ModuleId.of("f@1.0.0")).orElseThrow().sha256() + ".wasm"));
        Files.move(state.resolve("g@1.0.0"), state.resolve("h@1.0.0"));
        Files.write(state.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});

        ModuleStore reopened = ModuleStore.open(folder);
        assertThat(reopened.records()).containsExactly(good);
        assertThat(reopened.problems()).hasSize(6).allSatisfy(problem ->
                assertThat(problem).hasMessageStartingWith("ARC-2202 the state file of module"));
        assertThat(files("damaged")).containsExactlyInAnyOrder(
                "c@1.0.0", "d@1.0.0", "e@1.0.0", "f@1.0.0", "h@1.0.0", "binary");
        assertThat(ModuleStore.open(folder).problems()).isEmpty();
    }

    @Test
    void removesWhatACrashLeft() throws IOException {
        ModuleStore store = ModuleStore.open(folder);
        ModuleRecord record = add(store, A1, "one");
        Files.writeString(folder.resolve("content/.tmp-1-1"), "half");
        Files.writeString(folder.resolve("state/.tmp-1-2"), "half");
        Files.writeString(folder.resolve("content/" + "0".repeat(64) + ".wasm"), "unnamed");
        ModuleStore reopened = ModuleStore.open(folder);
        assertThat(reopened.records()).containsExactly(record);
        assertThat(files()).containsExactlyInAnyOrder("content/" + record.sha256() + ".wasm", "state/a@1.0.0");
    }

    @Test
    void finishesAReplacementThatACrashInterrupted() throws IOException {
        ModuleStore store = ModuleStore.open(folder);
        add(store, A1, "one");
        byte[] oldState = Files.readAllBytes(folder.resolve("state/a@1.0.0"));
        ModuleRecord record = replace(store, A1, A2, "two", 2);
        Files.write(folder.resolve("state/a@1.0.0"), oldState);
        Files.writeString(folder.resolve("content/" + StateFile.parse(oldState).record().sha256() + ".wasm"), "one");
        Files.write(folder.resolve("state/" + A2), new StateFile(record, Optional.of(A1)).bytes());

        assertThat(ModuleStore.open(folder).records()).containsExactly(record);
        assertThat(StateFile.parse(Files.readAllBytes(folder.resolve("state/" + A2))).replaces()).isEmpty();
        assertThat(files()).hasSize(2);
    }

    /** Every step of every change fails once: the store, and the store opened anew, are as before or as after. */
    @ParameterizedTest
    @EnumSource(FailingDisk.Kind.class)
    void isAsBeforeOrAsAfterWhenTheDiskIsFull(FailingDisk.Kind kind) throws IOException {
        List<Operation> operations = List.of(
                store -> add(store, ModuleId.of("c@1.0.0"), "three"),
                store -> add(store, ModuleId.of("c@1.0.0"), "one"),
                store -> replace(store, A1, A1, "three", 2),
                store -> replace(store, A1, A2, "three", 2),
                store -> store.save(store.find(A1).orElseThrow().wanting(Wanted.STARTED)),
                store -> store.remove(A1));
        for (int which = 0; which < operations.size(); which++) {
            int failed = 0;
            for (int step = 0; step < 30; step++) {
                Path place = Files.createDirectories(folder.resolve(kind + "-" + which + "-" + step));
                FailingDisk disk = new FailingDisk(kind);
                ModuleStore store = new ModuleStore(place, disk);
                add(store, A1, "one");
                add(store, B1, "two");
                List<ModuleRecord> before = store.records();
                disk.failAfter(disk.steps() + step);
                boolean done = true;
                try {
                    operations.get(which).run(store);
                } catch (ArcellaException e) {
                    assertThat(e).hasMessageContaining("ARC-2201").hasMessageContaining("No space left on device");
                    done = false;
                    failed++;
                }
                List<ModuleRecord> now = store.records();
                boolean met = disk.met();
                disk.heal();
                ModuleStore reopened = ModuleStore.open(place);
                assertThat(reopened.problems()).as("%s, operation %s, step %s", kind, which, step).isEmpty();
                if (done) {
                    assertThat(reopened.records()).isEqualTo(now);
                } else if (kind == FailingDisk.Kind.ONCE) {
                    assertThat(now).as("in memory, operation %s, step %s", which, step).isEqualTo(before);
                    assertThat(reopened.records()).as("operation %s, step %s", which, step).isEqualTo(before);
                }
                for (ModuleRecord record : reopened.records()) {
                    assertThat(reopened.content(record.sha256())).exists().hasSize(record.sizeBytes());
                }
                if (!met) {
                    break;
                }
                assertThat(files(place)).hasSize(reopened.records().size()
                        + (int) reopened.records().stream().map(ModuleRecord::sha256).distinct().count());
            }
            assertThat(failed).as("operation %s met its failures", which).isGreaterThan(1);
        }
    }

    private interface Operation {
        void run(ModuleStore store);
    }

    private static ModuleRecord add(ModuleStore store, ModuleId id, String text) {
        try (StagedContent content = stage(store, text)) {
            ModuleRecord record = record(id, content, 1);
            store.add(record, content);
            return record;
        }
    }

    private static ModuleRecord replace(ModuleStore store, ModuleId old, ModuleId id, String text, int revision) {
        try (StagedContent content = stage(store, text)) {
            ModuleRecord record = record(id, content, revision);
            store.replace(old, record, content);
            return record;
        }
    }

    private static ModuleRecord record(ModuleId id, StagedContent content, int revision) {
        return new ModuleRecord(id, content.sha256(), content.sizeBytes(), Optional.empty(), Wanted.STOPPED, revision,
                NOW, List.of(), "install");
    }

    private static StagedContent stage(ModuleStore store, String text) {
        return store.stage(stream(text), 1 << 20);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> files() {
        return files(folder);
    }

    private List<String> files(String below) {
        return files(folder.resolve(below));
    }

    private static List<String> files(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
