package arcella.runtime.internal.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.store.ModuleRecord.Previous;

/**
 * Reads a store's folders when it is opened, and mends what a crash left there. For one opening.
 *
 * @param damagedFolder where what does not read is set aside
 * @param problems hears of that
 */
record Recovery(
        Disk disk, Path contentFolder, Path stateFolder, Path damagedFolder, Consumer<ArcellaException> problems) {

    /** All state files whose content is there, and those that were replaced, which may have lost it already. */
    List<StateFile> states() throws IOException {
        removeTemporaries(contentFolder);
        removeTemporaries(stateFolder);
        List<StateFile> read = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(stateFolder)) {
            for (Path file : files) {
                read(file).ifPresent(read::add);
            }
        }
        Set<ModuleId> replaced = read.stream()
                .flatMap(state -> state.replaces().stream()).collect(Collectors.toSet());
        List<StateFile> states = new ArrayList<>();
        for (StateFile state : read) {
            if (replaced.contains(state.record().id())) {
                states.add(state);
            } else if (contentStands(state.record())) {
                states.add(new StateFile(withPreviousThatStands(state.record()), state.replaces()));
            }
        }
        return states;
    }

    private Optional<StateFile> read(Path file) throws IOException {
        try {
            StateFile state = StateFile.parse(Files.readAllBytes(file));
            ModuleRecord record = state.record();
            if (!file.getFileName().toString().equals(record.id().toString())) {
                throw new ArcellaException(RuntimeError.STORE_DAMAGED, "it is the state of " + record.id(), "");
            }
            return Optional.of(state);
        } catch (ArcellaException e) {
            setAside(file, e.what());
            return Optional.empty();
        }
    }

    private boolean contentStands(ModuleRecord record) throws IOException {
        if (contentStands(record.sha256(), record.sizeBytes())) {
            return true;
        }
        setAside(stateFolder.resolve(record.id().toString()), "its content " + record.sha256() + ModuleStore.WASM
                + " is missing or has another size");
        return false;
    }

    private boolean contentStands(String sha256, long sizeBytes) throws IOException {
        Path content = contentFolder.resolve(sha256 + ModuleStore.WASM);
        return Files.isRegularFile(content) && Files.size(content) == sizeBytes;
    }

    /** Without its previous content a module is as good as ever; there is only no way back. */
    private ModuleRecord withPreviousThatStands(ModuleRecord record) throws IOException {
        if (record.previous().isEmpty()
                || contentStands(record.previous().get().sha256(), record.previous().get().sizeBytes())) {
            return record;
        }
        problems.accept(new ArcellaException(
                RuntimeError.STORE_DAMAGED,
                "the previous content of module " + record.id() + " is missing or has another size",
                "module:rollback " + record.id() + " cannot return to it"));
        return record.after(Optional.empty());
    }

    private void setAside(Path file, String why) throws IOException {
        Files.createDirectories(damagedFolder);
        Path to = damagedFolder.resolve(file.getFileName());
        for (int i = 1; Files.exists(to); i++) {
            to = damagedFolder.resolve(file.getFileName() + "." + i);
        }
        disk.rename(file, to);
        problems.accept(new ArcellaException(
                RuntimeError.STORE_DAMAGED,
                "the state file of module " + file.getFileName() + " does not read: " + why,
                "it was moved to " + to + "; install the module again"));
    }

    private void removeTemporaries(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ModuleStore.TEMPORARY + "*")) {
            for (Path file : files) {
                disk.delete(file);
            }
        }
    }

    /** Removes content that none of these names, nor any state file that did not read. */
    void removeUnusedContent(List<ModuleRecord> records) throws IOException {
        if (Files.isDirectory(damagedFolder)) {
            try (DirectoryStream<Path> damaged = Files.newDirectoryStream(damagedFolder)) {
                if (damaged.iterator().hasNext()) {
                    // What a damaged state file may still name is kept: a person may want to mend it.
                    return;
                }
            }
        }
        Set<String> used = records.stream()
                .flatMap(one -> Stream.concat(Stream.of(one.sha256()), one.previous().map(Previous::sha256).stream()))
                .map(sha256 -> sha256 + ModuleStore.WASM).collect(Collectors.toSet());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(contentFolder)) {
            for (Path file : files) {
                if (!used.contains(file.getFileName().toString())) {
                    disk.delete(file);
                }
            }
        }
    }
}
