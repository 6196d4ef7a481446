package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;
import arcella.feature.internal.json.FeatureText;
import arcella.feature.internal.json.JsonReader;

/** Reads features from files: JSON, or a feature bundle. Stateless. */
final class FeatureFiles {

    /** The header of a feature bundle: where in the jar its JSON lies. */
    static final String HEADER = "Arcella-Feature";
    private static final int MOST_BYTES = 4 * JsonReader.MOST_CHARACTERS;

    private FeatureFiles() {}

    /**
     * Reads a file.
     *
     * @param where what it is from, for people
     * @throws ArcellaException {@link FeatureError#UNKNOWN_FEATURE} if there is no such file, {@link FeatureError#BAD_FEATURE}
     */
    static Offer read(Path file, String where) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new ArcellaException(FeatureError.UNKNOWN_FEATURE, "there is no file " + file,
                    "the container reads it there itself, as its own user, who may see less than you; a feature bundle's jar is sent to it");
        }
        try {
            if (name.endsWith(".jar")) {
                return bundle(file, where).orElseThrow(() -> plain(file.toString()));
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new Offer(FeatureText.read(text(in, name), name), new Source.Folder(file.toAbsolutePath().normalize().getParent()), where);
            }
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, file + " cannot be read: " + IoReason.of(e),
                    "check it and its permissions", e);
        }
    }

    /**
     * Reads a feature bundle that a client has sent.
     *
     * @param path where the client has it, for people
     * @throws ArcellaException {@link FeatureError#BAD_FEATURE}
     */
    static Offer sent(Path file, String path) {
        try {
            return bundle(file, path.substring(path.lastIndexOf('/') + 1), path, "file", Optional.empty()).orElseThrow(() -> plain(path));
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, path + " cannot be read: " + IoReason.of(e), "build it again", e);
        }
    }

    private static ArcellaException plain(String path) {
        return new ArcellaException(FeatureError.BAD_FEATURE, path + " is no feature bundle: its manifest has no header " + HEADER,
                "install a plain bundle with bundle:install");
    }

    /** A jar as a feature bundle, if it is one. */
    static Optional<Offer> bundle(Path file, String where) throws IOException {
        return bundle(file, String.valueOf(file.getFileName()), file.toString(), where,
                Optional.ofNullable(file.toAbsolutePath().normalize().getParent()));
    }

    private static Optional<Offer> bundle(Path file, String name, String shown, String where, Optional<Path> beside)
            throws IOException {
        String header;
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            header = jar.getManifest() == null ? null : jar.getManifest().getMainAttributes().getValue(HEADER);
        }
        if (header == null) {
            return Optional.empty();
        }
        String path = header.strip();
        Source root = new Source.Jar(file, "", shown, beside);
        try (InputStream in = root.open(path).orElseThrow(() -> new ArcellaException(FeatureError.BAD_FEATURE,
                name + " has no '" + path + "', which its header " + HEADER + " names", "build it again"))) {
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            return Optional.of(new Offer(FeatureText.read(text(in, name + "!" + path), name + "!" + path),
                    new Source.Jar(file, folder, shown, beside), where));
        }
    }

    /**
     * A feature's JSON among the files of another, in the places where files are looked for by their id. Its own files are seen
     * from there.
     *
     * @return empty if it is in none of them
     */
    static Optional<Offer> required(ArtifactId id, Offer by) {
        ArtifactId json = id.type().equals("jar") ? new ArtifactId(id.group(), id.artifact(), "json", id.classifier(), id.version()) : id;
        for (Source source : by.sources()) {
            for (String path : Artifacts.ownPaths(json)) {
                Optional<FeatureText> found = read(source, path).filter(text -> text.id().equals(id));
                if (found.isPresent()) {
                    List<Source> sources = new ArrayList<>(List.of(source.at(path)));
                    by.sources().stream().filter(one -> !one.equals(sources.getFirst())).forEach(sources::add);
                    return Optional.of(new Offer(found.get(), sources, by.where()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<FeatureText> read(Source source, String path) {
        try (InputStream in = source.open(path).orElse(null)) {
            String name = source.text() + "!" + path;
            return in == null ? Optional.empty() : Optional.of(FeatureText.read(text(in, name), name));
        } catch (IOException e) {
            throw new ArcellaException(FeatureError.BAD_FEATURE,
                    path + " in " + source.text() + " cannot be read: " + IoReason.of(e), "check it", e);
        }
    }

    /** A stream as text, if it is not too long. */
    static String text(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, name + " is larger than " + MOST_BYTES + " bytes", "split it");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, name + " is no UTF-8 text", "write it in UTF-8", e);
        }
    }
}
