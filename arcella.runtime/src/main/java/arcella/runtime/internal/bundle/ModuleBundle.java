package arcella.runtime.internal.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import arcella.runtime.ModuleId;

/**
 * The bundle that stands for a module: its WebAssembly, its manifest, the headers and the description of its DS
 * component; no classes. Immutable.
 *
 * <p>The framework never holds two bundles of one symbolic name and version, and an update has the new one beside the
 * old for a while: hence the revision in the version's qualifier. The framework compares it as text; we never do.
 *
 * @param id name and version
 * @param revision 1 at install, one more with each update
 * @param sha256 the content's hash
 * @param description one line for people; may be empty
 * @param group the worker group
 * @param isolation {@code main} or {@code worker}
 * @param wit what it takes from other modules and gives to them
 */
public record ModuleBundle(
        ModuleId id, int revision, String sha256, String description, String group, String isolation, Wit wit) {

    /**
     * What the bundle says of interfaces. The framework makes no wire of capabilities and requirements that are effective
     * when they are active only: they are there for those who look, and the references are what binds.
     *
     * @param references what its DS component needs of other modules
     * @param capabilities clauses of {@code Provide-Capability}
     * @param requirements clauses of {@code Require-Capability}
     */
    public record Wit(List<Reference> references, List<String> capabilities, List<String> requirements) {

        /** Copies the lists. */
        public Wit {
            references = List.copyOf(references);
            capabilities = List.copyOf(capabilities);
            requirements = List.copyOf(requirements);
        }
    }

    /**
     * A service that the DS component needs.
     *
     * @param name the reference's name
     * @param target the filter for it
     */
    public record Reference(String name, String target) {

        String xml() {
            return """
                      <reference name="%s" interface="org.osgi.service.component.AnyService" target="%s"
                          policy="dynamic" policy-option="greedy" bind="bind" unbind="unbind"/>
                    """.formatted(name, target.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        }
    }

    /** How the locations of the bundles begin that the container installs itself. */
    public static final String LOCATION_PREFIX = "module:";
    /** The header with {@code name@version}; a bundle that has it is a module's. */
    public static final String MODULE_HEADER = "Arcella-Module";
    /** The header with the content's SHA-256. */
    public static final String CONTENT_HEADER = "Arcella-Content";
    /** The header with the revision. */
    public static final String REVISION_HEADER = "Arcella-Revision";
    /** The entry with the WebAssembly. */
    public static final String WASM_ENTRY = "module.wasm";
    /** The entry with the manifest, if the module has one. */
    public static final String MANIFEST_ENTRY = "arcella.toml";
    /** The prefix of the DS component's configuration pid. */
    public static final String PID_PREFIX = "arcella.module.";

    private static final String COMPONENT_ENTRY = "OSGI-INF/component.xml";
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    /** The bundle's location in the framework. */
    public String location() {
        return LOCATION_PREFIX + id + (revision == 1 ? "" : "#" + revision);
    }

    /** The name of its DS component. */
    public String component() {
        return id.toString();
    }

    /** The bundle's version: the semver numbers, and a qualifier that no two revisions or prereleases share. */
    public String bundleVersion() {
        return version(id, revision);
    }

    /** The version of the bundle of a module in that revision. */
    public static String version(ModuleId id, int revision) {
        String version = id.version();
        int end = 0;
        while (end < version.length() && version.charAt(end) != '-' && version.charAt(end) != '+') {
            end++;
        }
        // A semver identifier has no underscore and is never empty, so this loses nothing.
        String rest = version.substring(end).replace(".", "_").replace("+", "__");
        return version.substring(0, end) + ".r" + revision + rest;
    }

    /** The id in a bundle's headers; empty if it is no module's bundle. */
    public static Optional<ModuleId> idOf(Dictionary<String, String> headers) {
        return Optional.ofNullable(headers.get(MODULE_HEADER)).map(ModuleId::of);
    }

    /** The jar's bytes; the same input gives the same bytes. */
    public byte[] write(byte[] wasm, Optional<String> manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(wasm.length + 4096);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            ByteArrayOutputStream headers = new ByteArrayOutputStream();
            headers().write(headers);
            deflated(zip, "META-INF/MANIFEST.MF", headers.toByteArray());
            deflated(zip, COMPONENT_ENTRY, componentXml().getBytes(StandardCharsets.UTF_8));
            if (manifest.isPresent()) {
                deflated(zip, MANIFEST_ENTRY, manifest.get().getBytes(StandardCharsets.UTF_8));
            }
            stored(zip, WASM_ENTRY, wasm);
        } catch (IOException e) {
            throw new IllegalStateException("a jar in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private Manifest headers() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Bundle-ManifestVersion", "2");
        values.put("Bundle-SymbolicName", PID_PREFIX + id.name());
        values.put("Bundle-Version", bundleVersion());
        values.put("Bundle-Name", id.name() + " " + id.version() + " (WebAssembly)");
        if (!description.isEmpty()) {
            values.put("Bundle-Description", oneLine(description));
        }
        values.put("Bundle-Activator", "arcella.runtime.module.ModuleActivator");
        values.put("Import-Package", "arcella.runtime.module;version=\"[0.1,1)\"");
        List<String> required = new ArrayList<>();
        required.add("osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5)(!(version>=2.0)))\"");
        required.addAll(wit.requirements());
        values.put("Require-Capability", String.join(",", required));
        if (!wit.capabilities().isEmpty()) {
            values.put("Provide-Capability", String.join(",", wit.capabilities()));
        }
        values.put("Service-Component", COMPONENT_ENTRY);
        values.put(MODULE_HEADER, id.toString());
        values.put(CONTENT_HEADER, sha256);
        values.put(REVISION_HEADER, Integer.toString(revision));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        values.forEach((name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        return manifest;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /**
     * DS 1.5; names, versions and groups hold no character that XML would mind. Configuration is the container's own
     * affair, and so is how the module reaches the container: Felix keeps a bundle that is uninstalled for ever if it has
     * ever used a service that is still there, and SCR uses the Configuration Admin on behalf of a component's bundle.
     */
    private String componentXml() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%s" enabled="false"
                    immediate="true" init="1" configuration-policy="ignore"
                    activate="activate" deactivate="deactivate">
                  <implementation class="arcella.runtime.module.ModuleComponent"/>
                  <property name="arcella.module" value="%s"/>
                  <property name="arcella.version" value="%s"/>
                  <property name="arcella.isolation" value="%s"/>
                  <property name="arcella.group" value="%s"/>
                  <service><provide interface="arcella.runtime.module.ModuleHandle"/></service>
                %s</scr:component>
                """.formatted(component(), id.name(), id.version(), isolation, group,
                wit.references().stream().map(Reference::xml).collect(Collectors.joining()));
    }

    private static void deflated(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = entry(name);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = entry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }
}
