package arcella.runtime.internal.verb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import arcella.command.Arguments;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.RuntimeError;

/** The parameters that bring a module's content, and the request that they make. */
final class Uploads {

    private static final int LONGEST_MANIFEST = 1 << 20;
    private static final String FILE = "file";
    private static final String MANIFEST = "manifest";

    private Uploads() {}

    /** The manifest stands first, since uploads are read in the order of the parameters, and it is wanted first. */
    static Parameter manifest() {
        return Parameter.option(
                MANIFEST, new Parameter.Upload(FILE, List.of("{stem}.toml", "arcella.toml")),
                "the manifest; if left out, STEM.toml or arcella.toml beside the file, if there is one");
    }

    static Parameter file() {
        return Parameter.argument(FILE, new Parameter.Upload("", List.of()), "the WebAssembly file");
    }

    static Parameter optionalFile() {
        return Parameter.optionalArgument(FILE, new Parameter.Upload("", List.of()), "the WebAssembly file of an update");
    }

    static Parameter name() {
        return Parameter.option("name", new Parameter.Text("NAME"), "the module's name, instead of the manifest's");
    }

    static Parameter version() {
        return Parameter.option("version", new Parameter.Text("VERSION"), "its version, instead of the manifest's");
    }

    static List<Parameter> options() {
        return List.of(
                name(),
                version(),
                Parameter.option(
                                "grant", new Parameter.Text("GRANT"),
                                "grants something that the manifest asks for: trust, env:NAME, "
                                        + "limit:NAME, read:FOLDER, write:FOLDER, net:RULE, listen:RULE")
                        .many(),
                Parameter.flag("grant-all", "grants all that the manifest asks for, and says what that is"));
    }

    /** Nothing if there is no file. */
    static Optional<InstallRequest> optionalRequest(Invocation invocation) {
        return invocation.arguments().optionalText(FILE).map(file -> request(invocation));
    }

    static InstallRequest request(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        Optional<ManifestFile> manifest = arguments.optionalText(MANIFEST)
                .map(name -> new ManifestFile(name, text(name, invocation.upload(MANIFEST))));
        return new InstallRequest(
                invocation.upload(FILE),
                arguments.text(FILE),
                manifest,
                arguments.optionalText("name"),
                arguments.optionalText("version"),
                arguments.texts("grant"),
                arguments.flag("grant-all"),
                InstallRequest.BY_HAND);
    }

    private static String text(String name, InputStream upload) {
        try (upload) {
            byte[] bytes = upload.readNBytes(LONGEST_MANIFEST + 1);
            if (bytes.length > LONGEST_MANIFEST) {
                throw new ArcellaException(
                        RuntimeError.MANIFEST, name + " is larger than " + LONGEST_MANIFEST + " bytes",
                        "give the manifest's text");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ArcellaException(RuntimeError.MANIFEST, name + " is no UTF-8 text", "give the manifest's text", e);
        } catch (IOException e) {
            throw new ArcellaException(RuntimeError.MANIFEST, name + " did not arrive: " + e.getMessage(), "try again", e);
        }
    }
}
