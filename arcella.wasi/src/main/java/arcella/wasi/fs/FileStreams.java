package arcella.wasi.fs;

import arcella.wasi.io.GuestInput;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.StreamException;

/**
 * Streams over files ({@code read-via-stream}, {@code write-via-stream}, {@code append-via-stream} of
 * {@code wasi:filesystem}). Files never make one wait, so they are always ready; each stream has a position of its own.
 */
public final class FileStreams {

    private static final long PERMIT_BYTES = 1 << 20;

    private FileStreams() {}

    /** Reads from {@code position} on to the file's end. */
    public static GuestInput reading(OpenFile file, long position) {
        return new GuestInput() {

            private long at = position;

            @Override
            protected int take(byte[] target, int offset, int length) throws StreamException {
                try {
                    int count = file.read(Spans.of(target, offset, length), at);
                    at += count;
                    return count == 0 ? -1 : count;
                } catch (FsException e) {
                    throw StreamException.failed(e);
                }
            }

            @Override
            public Pollable readable() {
                return Pollable.always();
            }

            @Override
            public int portionBytes() {
                return 1 << 20;
            }
        };
    }

    /** Writes from {@code position} on. */
    public static GuestOutput writing(OpenFile file, long position) {
        return new Output(file, position, false);
    }

    /** Writes at the file's end, wherever that is at each write. */
    public static GuestOutput appending(OpenFile file) {
        return new Output(file, 0, true);
    }

    private static final class Output extends GuestOutput {

        private final OpenFile file;
        private final boolean append;
        private long at;
        private boolean failed;

        Output(OpenFile file, long position, boolean append) {
            this.file = file;
            this.at = position;
            this.append = append;
        }

        @Override
        protected long room() throws StreamException {
            if (failed) {
                throw StreamException.closed();
            }
            return PERMIT_BYTES;
        }

        @Override
        protected void put(byte[] source, int offset, int length) throws StreamException {
            if (failed) {
                throw StreamException.closed();
            }
            try {
                for (int done = 0; done < length;) {
                    Spans left = Spans.of(source, offset + done, length - done);
                    int count = append ? file.append(left) : file.write(left, at);
                    at += count;
                    done += count;
                }
            } catch (FsException e) {
                failed = true;
                throw StreamException.failed(e);
            }
        }

        /** Nothing is held back here: what is written is the kernel's. */
        @Override
        public void flush() throws StreamException {
            room();
        }

        @Override
        public Pollable writable() {
            return Pollable.always();
        }
    }
}
