package arcella.feature.internal.install;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where a feature's own files lie. */
sealed interface Source {

    /** A file, seen from the feature; empty if there is none. To be closed. */
    Optional<InputStream> open(String path) throws IOException;

    /** The same files, seen from the folder that one of them lies in. */
    Source at(String path);

    /** For messages. */
    String text();

    /** The folder in which features that this one requires may lie, where the container sees it. */
    Optional<Path> beside();

    /** The folder that the feature's JSON lies in. */
    record Folder(Path path) implements Source {
        @Override
        public Optional<InputStream> open(String file) throws IOException {
            Path found = path.resolve(file).normalize();
            return Files.isRegularFile(found) ? Optional.of(Files.newInputStream(found)) : Optional.empty();
        }

        @Override
        public Source at(String file) {
            return new Folder(path.resolve(file).normalize().getParent());
        }

        @Override
        public String text() {
            return path.toString();
        }

        @Override
        public Optional<Path> beside() {
            return Optional.of(path);
        }
    }

    /**
     * The jar of a feature bundle.
     *
     * @param path the jar
     * @param folder the folder in it that the JSON lies in; empty or with a slash at its end
     * @param text how it is called
     * @param beside the folder that the jar lies in; empty for one that was sent, which lies somewhere else
     */
    record Jar(Path path, String folder, String text, Optional<Path> beside) implements Source {
        @Override
        public Optional<InputStream> open(String file) throws IOException {
            ZipFile zip = new ZipFile(path.toFile());
            InputStream found = null;
            try {
                ZipEntry entry = zip.getEntry(inside(file));
                if (entry != null && !entry.isDirectory()) {
                    found = new FilterInputStream(zip.getInputStream(entry)) {
                        @Override
                        public void close() throws IOException {
                            zip.close();
                        }
                    };
                }
                return Optional.ofNullable(found);
            } finally {
                if (found == null) {
                    zip.close();
                }
            }
        }

        @Override
        public Source at(String file) {
            String entry = inside(file);
            String other = entry.substring(0, entry.lastIndexOf('/') + 1);
            return other.equals(folder) ? this : new Jar(path, other, text + "!" + other, beside);
        }

        /** The entry of a file; nothing leads out of the jar. */
        private String inside(String file) {
            return Path.of("/", folder).resolve(file).normalize().toString().substring(1);
        }
    }
}
