package arcella.wasi.preview1;

import java.io.IOException;

import arcella.wasi.io.InputSource;
import arcella.wasi.io.OutputSink;
import arcella.wasi.io.Pollable;

/** Standard input, output or error. */
abstract sealed class StreamDescriptor extends Descriptor {

    private final FileType type;

    private StreamDescriptor(long rights, boolean terminal, int flags) {
        super(rights, 0, flags);
        // C libraries take a character device that cannot seek for a terminal, and buffer by line.
        this.type = terminal ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
    }

    @Override
    final FileType type() {
        return type;
    }

    @Override
    final Filestat stat() throws ErrnoException {
        need(Rights.FD_FILESTAT_GET);
        return Filestat.ofStream(type);
    }

    /** Standard input. */
    static final class Input extends StreamDescriptor {

        private final InputSource source;

        Input(InputSource source) {
            super(Rights.INPUT, source.terminal(), 0);
            this.source = source;
        }

        @Override
        int read(Buffers buffers) throws ErrnoException, IOException, InterruptedException {
            need(Rights.FD_READ);
            int done = 0;
            for (int i = 0; i < buffers.count(); i++) {
                int length = buffers.length(i);
                if (length == 0) {
                    continue;
                }
                // Only the first bytes are waited for.
                if (done > 0 && !source.readable().ready()) {
                    break;
                }
                if (has(NONBLOCK) && !source.readable().ready()) {
                    throw Errno.AGAIN.failure();
                }
                int count = source.read(buffers.bytes(), buffers.address(i), length);
                if (count < 0) {
                    break;
                }
                done += count;
                if (count < length) {
                    break;
                }
            }
            return done;
        }

        @Override
        Pollable readable() {
            return source.readable();
        }
    }

    /** Standard output or error. */
    static final class Output extends StreamDescriptor {

        private final OutputSink sink;

        Output(OutputSink sink) {
            super(Rights.OUTPUT, sink.terminal(), APPEND);
            this.sink = sink;
        }

        @Override
        int write(Buffers buffers) throws ErrnoException, IOException, InterruptedException {
            need(Rights.FD_WRITE);
            for (int i = 0; i < buffers.count(); i++) {
                int length = buffers.length(i);
                if (length > 0) {
                    sink.write(buffers.bytes(), buffers.address(i), length);
                }
            }
            return buffers.total();
        }

        @Override
        Pollable writable() {
            return sink.writable();
        }
    }
}
