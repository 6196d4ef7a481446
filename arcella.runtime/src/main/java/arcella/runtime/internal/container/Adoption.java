package arcella.runtime.internal.container;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.store.ModuleRecord.Wanted;
import arcella.runtime.internal.store.StagedContent;
import arcella.worker.face.ModuleFace;

/**
 * Takes module bundles into the store that came by the framework's own commands, such as {@code bundle:install
 * wasm:file:/x.wasm}: the {@code wasm:} handler made the bundle.
 */
final class Adoption {

    private static final long MOST_CONTENT_BYTES = 64L << 20;

    private final Container container;
    private final Executor work;

    Adoption(Container container, Executor work) {
        this.container = container;
        this.work = work;
    }

    /** A bundle was installed: its module is installed. One that cannot be is uninstalled again. */
    void installed(Bundle bundle) {
        try {
            ModuleId id = id(bundle);
            if (container.directory().get(id).isPresent()) {
                throw new ArcellaException(
                        RuntimeError.ALREADY_INSTALLED,
                        "module " + id + " is installed already",
                        "replace it with module:update");
            }
            try (StagedContent content = stage(bundle)) {
                ModuleFace face = face(content);
                ModuleRecord record = record(bundle, id, content, Wanted.STOPPED, 1);
                container.store().add(record, content);
                ModuleEntry entry = container.entry(record, face);
                container.bind(entry, bundle);
                container.directory().put(entry);
            }
        } catch (ArcellaException e) {
            container.report(e);
            // Not from within the framework's own event about its installation.
            work.execute(() -> container.retire(id(bundle), bundle));
        }
    }

    /** A bundle's content was exchanged in place: its module has new content. */
    void updated(Bundle bundle) {
        ModuleEntry old = container.directory().life(bundle).flatMap(container.directory()::of).orElse(null);
        if (old == null) {
            return;
        }
        ModuleId id = id(bundle);
        try (StagedContent content = stage(bundle)) {
            ModuleRecord record = record(bundle, id, content, old.record().wanted(), old.record().revision() + 1)
                    .after(Optional.of(old.record().asPrevious()));
            ModuleEntry entry = container.entry(record, face(content));
            container.store().replace(old.id(), record, content);
            container.bind(entry, bundle);
            container.directory().replace(old.id(), entry);
        }
    }

    private static ModuleId id(Bundle bundle) {
        return ModuleBundle.idOf(bundle.getHeaders("")).orElseThrow();
    }

    private ModuleRecord record(Bundle bundle, ModuleId id, StagedContent content, Wanted wanted, int revision) {
        return new ModuleRecord(
                id, content.sha256(), content.sizeBytes(), manifest(bundle), wanted, revision,
                container.around().clock().instant().truncatedTo(ChronoUnit.MILLIS), List.of(),
                "bundle:" + bundle.getLocation());
    }

    /** Looked at again, for a bundle can be made by others than the {@code wasm:} handler too. */
    private ModuleFace face(StagedContent content) {
        try (Intake intake = Intake.of(container.preparation(), content.content(), false)) {
            return intake.face();
        }
    }

    private StagedContent stage(Bundle bundle) {
        try (InputStream wasm = entry(bundle, ModuleBundle.WASM_ENTRY).orElseThrow(() -> new ArcellaException(
                RuntimeError.BAD_CONTENT, bundle.getLocation() + " has no " + ModuleBundle.WASM_ENTRY, ""))) {
            return container.store().stage(wasm, MOST_CONTENT_BYTES);
        } catch (IOException e) {
            throw unreadable(bundle, e);
        }
    }

    private static Optional<String> manifest(Bundle bundle) {
        Optional<InputStream> entry = entry(bundle, ModuleBundle.MANIFEST_ENTRY);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = entry.get()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(bundle, e);
        }
    }

    private static Optional<InputStream> entry(Bundle bundle, String path) {
        URL url = bundle.getEntry(path);
        if (url == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(url.openStream());
        } catch (IOException e) {
            throw unreadable(bundle, e);
        }
    }

    private static ArcellaException unreadable(Bundle bundle, IOException e) {
        return new ArcellaException(
                RuntimeError.BAD_CONTENT, "bundle " + bundle.getLocation() + " cannot be read: " + e, "install it again", e);
    }
}
