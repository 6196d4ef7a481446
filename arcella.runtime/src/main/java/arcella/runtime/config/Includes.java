package arcella.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file and those that it includes, and those that these include. For one reading.
 *
 * <p>Files are told apart by where they really lie, whatever links lead there. One that is named more than once is read once,
 * where it is named first; one that includes itself, directly or through others, is a mistake.
 */
final class Includes {

    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 1000;
    private static final long LARGEST = 1L << 20;

    private final Optional<Path> home;
    private final Set<Path> done = new HashSet<>();
    private String firstOwner = "";
    private final Map<Path, String> shownAs = new HashMap<>();
    /** The files, each after those it includes. */
    final List<ConfigFile> inOrder = new ArrayList<>();
    /** What the files are called in messages, in the order in which they were come to. */
    final List<String> names = new ArrayList<>();
    final List<ConfigMistake> mistakes = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final Map<Path, FileState> seen = new HashMap<>();
    /** The files as they were named, whole. */
    final List<Path> files = new ArrayList<>();

    Includes(Optional<Path> home) {
        this.home = home;
    }

    /** Reads the first file; that there is none is no mistake. */
    void read(Path file) {
        look(file);
        if (!Files.notExists(file) || Files.isSymbolicLink(file)) {
            read(file, List.of());
        } else {
            lookBeside(file);
        }
    }

    /** Where a file is not there: it may be about to come, as when an editor puts a new one in its place. */
    private void lookBeside(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            look(folder);
        }
    }

    /** What a file is called in messages: relative to the home, if it lies there. */
    String name(Path file) {
        Path plain = file.normalize();
        return home.map(Path::normalize).filter(plain::startsWith).map(folder -> folder.relativize(plain)).orElse(plain).toString();
    }

    /**
     * Reads a file after those that it includes.
     *
     * @param chain those that led here, the first first
     * @return what is wrong with the file itself, for whoever named it; empty if nothing is, or it has been noted
     */
    private Optional<String> read(Path file, List<Path> chain) {
        Path real = real(file);
        if (chain.contains(real)) {
            List<String> round = new ArrayList<>(chain.subList(chain.indexOf(real), chain.size()).stream().map(this::shown).toList());
            round.add(shown(real));
            return Optional.of("includes go round in a circle: " + String.join(" -> ", round));
        }
        if (done.contains(real)) {
            return Optional.empty();
        }
        if (chain.size() > DEEPEST) {
            return Optional.of("includes are nested deeper than " + DEEPEST + ": "
                    + String.join(" -> ", chain.stream().map(this::shown).toList()) + " -> " + name(file));
        }
        if (done.size() >= MOST_FILES) {
            return Optional.of("these are more than " + MOST_FILES + " files");
        }
        done.add(real);
        String name = name(file);
        names.add(name);
        files.add(file.toAbsolutePath().normalize());
        shownAs.put(real, name);
        look(file);
        String text;
        try {
            text = text(file);
        } catch (IOException e) {
            mistakes.add(new ConfigMistake(new Origin.Place(name, 0, 0), "", reason(e), Optional.empty()));
            return Optional.empty();
        }
        openToOthers(file, name);
        ConfigFile read = ConfigFile.read(name, text);
        List<Path> longer = new ArrayList<>(chain);
        longer.add(real);
        read.find(ConfigKeys.INCLUDES).ifPresent(value -> includes(file, read, value, longer));
        inOrder.add(read);
        return Optional.empty();
    }

    private String shown(Path real) {
        return shownAs.getOrDefault(real, name(real));
    }

    @SuppressWarnings("unchecked")
    private void includes(Path file, ConfigFile read, ConfigValue value, List<Path> chain) {
        for (String entry : (List<String>) value.value()) {
            Found found = find(file, entry);
            // What is wrong with many files of one entry is told once.
            Set<String> problems = new LinkedHashSet<>();
            found.problem().ifPresent(problems::add);
            for (Path path : found.files()) {
                read(path, chain).ifPresent(problems::add);
            }
            problems.forEach(problem -> read.mistake(value.origin(), "", "\"" + entry + "\": " + problem));
        }
    }

    /** What an entry names, or what is wrong with it. */
    private record Found(List<Path> files, Optional<String> problem) {

        static Found wrong(String problem) {
            return new Found(List.of(), Optional.of(problem));
        }
    }

    private Found find(Path file, String entry) {
        Path path;
        try {
            path = file.toAbsolutePath().resolveSibling(entry);
        } catch (InvalidPathException e) {
            return Found.wrong("this is no path");
        }
        Path folder = path.getParent();
        if (entry.isBlank() || folder == null) {
            return Found.wrong("this names no file");
        }
        String last = String.valueOf(path.getFileName());
        if (isPattern(String.valueOf(folder.getFileName())) || isPattern(entry.substring(0, Math.max(0, entry.lastIndexOf('/'))))) {
            return Found.wrong("'*' and '?' may stand in the last part of a path only");
        }
        return isPattern(last) ? matching(folder, last) : single(path, entry);
    }

    private static boolean isPattern(String part) {
        return part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
    }

    private Found single(Path path, String entry) {
        look(path);
        if (Files.isRegularFile(path)) {
            return new Found(List.of(path), Optional.empty());
        }
        lookBeside(path);
        return Found.wrong(Files.exists(path) ? "this is no file" : !Files.notExists(path) ? "permission denied; check its permissions" : "there is no such file; write \""
                + entry.substring(0, entry.lastIndexOf('/') + 1) + "*.toml\" for whatever files there are");
    }

    private Found matching(Path folder, String pattern) {
        look(folder);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
                each -> matches(String.valueOf(each.getFileName()), pattern) && Files.isRegularFile(each))) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return new Found(List.of(), Optional.empty());
        } catch (DirectoryIteratorException e) {
            return Found.wrong(reason(e.getCause()));
        } catch (IOException e) {
            return Found.wrong(reason(e));
        }
        found.sort(Comparator.comparing(each -> String.valueOf(each.getFileName())));
        return new Found(found, Optional.empty());
    }

    /** Whether a name fits a pattern; hidden files only one that begins with a dot itself. */
    private static boolean matches(String name, String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.chars().forEach(c -> regex.append(switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf((char) c));
        }));
        return (pattern.startsWith(".") || !name.startsWith(".")) && name.matches(regex.toString());
    }

    private static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("this is no file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("this is larger than 1 MiB");
        }
        return Files.readString(file);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "cannot be read: permission denied; check its permissions";
            case NoSuchFileException _ -> "there is no such file";
            case CharacterCodingException _ -> "this is no text in UTF-8";
            default -> "cannot be read: " + e.getMessage();
        };
    }

    /** Whoever can write to it grants what he likes. */
    private void openToOthers(Path file, String name) {
        try {
            String owner = Files.getOwner(file).getName();
            if (firstOwner.isEmpty()) {
                firstOwner = owner;
            } else if (!owner.equals(firstOwner) && !owner.equals("root")) {
                warnings.add(name + " belongs to " + owner + ", who can grant anything so: chown it to " + firstOwner + " or root");
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
                warnings.add(name + " may be written by anybody, who could grant anything so: chmod o-w " + file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Nobody can tell here.
        }
    }

    private void look(Path file) {
        seen.putIfAbsent(file.toAbsolutePath(), FileState.of(file));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
