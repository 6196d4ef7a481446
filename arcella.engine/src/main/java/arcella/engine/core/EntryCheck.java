package arcella.engine.core;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * Looks through an entry of a compile cache that a process wrote which is not trusted: whether it is of the module that
 * it should be of, in the form that {@link CompiledModule} reads, and holds no classes but such as the compiler makes
 * ({@link ClassCheck}). Goes through the file piece by piece: one class is the most that is in memory at a time.
 *
 * <p>What remains is the question whether the classes do what the module says, which nobody can answer but who compiles
 * it again. Whatever they do is nothing that a module could not ask for: they reach their own memories, tables and
 * imports, and nothing else.
 */
final class EntryCheck {

    /** What the modules of one load may take together. */
    static final long MOST_BYTES = 512L << 20;
    private static final int MOST_CLASS_BYTES = 32 << 20;

    private final DataInputStream in;
    private final CacheKeys.Entry wanted;
    private long left;

    private EntryCheck(DataInputStream in, long bytes, CacheKeys.Entry wanted) {
        this.in = in;
        this.left = bytes;
        this.wanted = wanted;
    }

    /**
     * Copies a file that somebody else made; follows no link.
     *
     * @param room how large it may be
     * @return its size
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws ArcellaException with {@code FOREIGN_CODE} if it is no file, or too large
     */
    static long copy(Path from, Path to, long room) throws IOException {
        BasicFileAttributes folder = Files.readAttributes(from.getParent(), BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        BasicFileAttributes file = Files.readAttributes(from, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!folder.isDirectory() || !file.isRegularFile()) {
            throw foreign("is no file");
        }
        if (file.size() > room) {
            throw foreign("takes more than " + (MOST_BYTES >> 20) + " MiB");
        }
        try (FileChannel in = FileChannel.open(from, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            long done = 0;
            while (done < file.size()) {
                long count = in.transferTo(done, file.size() - done, out);
                if (count <= 0) {
                    throw new EOFException("the file became shorter");
                }
                done += count;
            }
        }
        return file.size();
    }

    /**
     * Checks a file that nobody else can change.
     *
     * @throws ArcellaException with {@code FOREIGN_CODE} if it is not what the compiler makes of that module
     */
    static void check(Path file, CacheKeys.Entry wanted) throws IOException {
        if (!CacheFile.isWhole(file, wanted.key())) {
            throw foreign("does not agree with its check sums or its name");
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 << 10))) {
            in.skipNBytes(CacheFile.HEAD_BYTES);
            new EntryCheck(in, Files.size(file) - CacheFile.HEAD_BYTES - CacheFile.SUM_BYTES, wanted).read();
        } catch (EOFException e) {
            throw foreign("ends too early");
        }
    }

    private void read() throws IOException {
        require(text().equals(CompiledModule.FORM), "has another form");
        require(text().equals(wanted.sha256()), "is of another module");
        require(new CoreOptions(flag(), flag()).equals(wanted.options()), "was compiled with other options");
        for (int types = count(); types > 0; types--) {
            valueTypes();
            valueTypes();
        }
        for (int imports = count(); imports > 0; imports--) {
            skip(count());
            skip(count());
        }
        count();
        flag();
        skip(4L * count());
        skip(count());
        skip(count());
        String main = text();
        require(main.equals(GeneratedClasses.mainClass(wanted.sha256())), "has a main class of another name");
        classes(main);
        require(left == 0, "has something behind its end");
    }

    private void classes(String main) throws IOException {
        ClassCheck check = new ClassCheck(main);
        for (int classes = count(); classes > 0; classes--) {
            String name = text();
            int size = count();
            require(size <= MOST_CLASS_BYTES, "has a class of " + size + " bytes");
            byte[] bytes = new byte[size];
            take(size);
            in.readFully(bytes);
            check.add(name, bytes);
        }
        check.finish();
    }

    private void valueTypes() throws IOException {
        take(2);
        for (int types = in.readUnsignedShort(); types > 0; types--) {
            take(1);
            require(in.readUnsignedByte() < CoreValueType.values().length, "has values of an unknown type");
        }
    }

    private String text() throws IOException {
        take(2);
        int length = in.readUnsignedShort();
        take(length);
        byte[] bytes = in.readNBytes(length);
        for (byte each : bytes) {
            require(each > 0, "has a text that is not plain");
        }
        return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private boolean flag() throws IOException {
        take(1);
        return in.readBoolean();
    }

    /** A number of things, each of which takes at least a byte; or of functions, which are not among what follows. */
    private int count() throws IOException {
        take(4);
        int count = in.readInt();
        require(count >= 0 && count <= MOST_BYTES, "has a negative number of parts");
        return count;
    }

    private void skip(long bytes) throws IOException {
        take(bytes);
        in.skipNBytes(bytes);
    }

    private void take(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new EOFException();
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw foreign(otherwise);
        }
    }

    static ArcellaException foreign(String what) {
        return new ArcellaException(EngineError.FOREIGN_CODE,
                "what a process compiled the module to was refused: it " + what,
                "do not trust this module: it may have led that process astray");
    }
}
