package arcella.runtime.internal.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;

import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.host.Hosts;
import arcella.runtime.internal.store.ContentHash;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.manifest.Manifest;
import arcella.worker.ModuleContent;
import arcella.worker.Workbench;
import arcella.worker.face.ModuleFace;

/**
 * The protocol {@code wasm:}, before another URL: gives the module's bundle for the WebAssembly that the other URL names,
 * so that the framework's own {@code bundle:install wasm:file:/x.wasm} installs a module. A manifest is looked for beside
 * a file.
 */
@Component(
        service = URLStreamHandlerService.class,
        property = URLConstants.URL_HANDLER_PROTOCOL + "=" + WasmUrls.PROTOCOL)
public final class WasmUrls extends AbstractURLStreamHandlerService {

    static final String PROTOCOL = "wasm";
    private static final int MOST_CONTENT_BYTES = 64 << 20;

    private final Hosts hosts;

    /** For SCR. */
    @Activate
    public WasmUrls(@Reference Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {
                connected = true;
            }

            @Override
            public InputStream getInputStream() throws IOException {
                try {
                    return new ByteArrayInputStream(bundle(url.toExternalForm().substring(PROTOCOL.length() + 1)));
                } catch (ArcellaException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
        };
    }

    private byte[] bundle(String location) throws IOException {
        URI uri;
        try {
            uri = new URI(location);
        } catch (URISyntaxException e) {
            throw new ArcellaException(
                    RuntimeError.BAD_CONTENT, "'" + location + "' is no URL", "write wasm:file:/path/to/module.wasm", e);
        }
        byte[] wasm;
        try (InputStream in = uri.toURL().openStream()) {
            wasm = in.readNBytes(MOST_CONTENT_BYTES + 1);
        } catch (IllegalArgumentException e) {
            throw new ArcellaException(
                    RuntimeError.BAD_CONTENT, "'" + location + "' is no whole URL", "write wasm:file:/path/to/module.wasm", e);
        }
        if (wasm.length > MOST_CONTENT_BYTES) {
            throw new ArcellaException(
                    RuntimeError.BAD_CONTENT, location + " is larger than " + MOST_CONTENT_BYTES + " bytes",
                    "build the module smaller, or strip its debug information");
        }
        String fileName = location.substring(location.lastIndexOf('/') + 1);
        Optional<ManifestFile> manifestFile = "file".equals(uri.getScheme())
                ? beside(Path.of(uri), fileName) : Optional.empty();
        ModuleFace face = face(ModuleContent.of(wasm));
        Manifest manifest = ModuleNaming.manifest(InstallRequest.of(
                InputStream.nullInputStream(), fileName, manifestFile, PROTOCOL), face);
        ModuleId id = manifest.module().id();
        ContentCheck.checkSupported(id, manifest);
        ContentCheck.check(manifest, face);
        // Nothing is granted to what comes this way, so it runs in a worker until it is installed by hand.
        return new ModuleBundle(
                        id, 1, ContentHash.sha256(wasm), manifest.module().description(),
                        ModuleEntry.group(manifest), "worker", ModuleEntry.wit(id, ModuleWit.of(face)))
                .write(wasm, manifestFile.map(ManifestFile::text));
    }

    private ModuleFace face(ModuleContent content) {
        if (hosts.accepted().contains(content.sha256())) {
            return ModuleFace.ofValidated(content.load().toArray());
        }
        try (Workbench bench = hosts.workbench(content, false)) {
            ModuleFace face = bench.examine();
            hosts.accepted().add(content.sha256());
            return face;
        }
    }

    private static Optional<ManifestFile> beside(Path file, String fileName) throws IOException {
        String stem = fileName.endsWith(".wasm") ? fileName.substring(0, fileName.length() - 5) : fileName;
        for (String name : List.of(stem + ".toml", ModuleBundle.MANIFEST_ENTRY)) {
            Path manifest = file.resolveSibling(name);
            if (Files.isRegularFile(manifest)) {
                return Optional.of(new ManifestFile(name, Files.readString(manifest, StandardCharsets.UTF_8)));
            }
        }
        return Optional.empty();
    }
}
