package arcella.runtime.internal.store;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.store.ModuleRecord.Wanted;

/** Changes a store without end, saying what it tries and what is done, until it is killed. */
final class CrashChild {

    private CrashChild() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Random random = new Random(Long.parseLong(args[1]));
        ModuleStore store = ModuleStore.open(Path.of(args[0]));
        if (!store.problems().isEmpty()) {
            out.println("problem " + store.problems());
        }
        out.println("ready");
        while (true) {
            ModuleId id = id(random);
            ModuleId other = id(random);
            String text = Integer.toString(random.nextInt(4)).repeat(1 + random.nextInt(20_000));
            boolean known = store.find(id).isPresent();
            if (!known) {
                out.println("try " + id + " - " + text.length());
                install(store, id, text);
            } else if (random.nextInt(3) == 0) {
                out.println("try - " + id + " 0");
                store.remove(id);
            } else if (random.nextInt(3) == 0 && store.find(id).get().previous().isPresent()
                    && back(store, id).id().equals(id)) {
                ModuleRecord back = back(store, id);
                out.println("try " + id + " " + id + " " + back.sizeBytes());
                store.replace(id, back);
            } else if (other.equals(id) || store.find(other).isEmpty()) {
                out.println("try " + other + " " + id + " " + text.length());
                try (StagedContent content = stage(store, text)) {
                    ModuleRecord before = store.find(id).get();
                    store.replace(id, record(other, content).after(Optional.of(before.asPrevious())), content);
                }
            } else {
                continue;
            }
            out.println("done");
        }
    }

    /** The present content and the one before it, the other way round. */
    private static ModuleRecord back(ModuleStore store, ModuleId id) {
        ModuleRecord present = store.find(id).get();
        var before = present.previous().get();
        return new ModuleRecord(before.id(), before.sha256(), before.sizeBytes(), before.manifest(), Wanted.STOPPED,
                present.revision() + 1, Instant.EPOCH, before.grants(), before.origin(),
                Optional.of(present.asPrevious()));
    }

    private static ModuleId id(Random random) {
        return new ModuleId("m", random.nextInt(6) + ".0.0");
    }

    private static void install(ModuleStore store, ModuleId id, String text) {
        try (StagedContent content = stage(store, text)) {
            store.add(record(id, content), content);
        }
    }

    private static StagedContent stage(ModuleStore store, String text) {
        return store.stage(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1 << 20);
    }

    private static ModuleRecord record(ModuleId id, StagedContent content) {
        return new ModuleRecord(id, content.sha256(), content.sizeBytes(), Optional.of("size " + content.sizeBytes()),
                Wanted.STOPPED, 1, Instant.EPOCH, List.of(), "install");
    }
}
