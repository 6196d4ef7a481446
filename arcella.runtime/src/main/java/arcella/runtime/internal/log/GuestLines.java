package arcella.runtime.internal.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.JournalLine.Level;

/**
 * Cuts what a guest writes to one stream into the journal's lines. For one thread at a time.
 *
 * <p>What is no UTF-8 is replaced; a line that is too long is cut.
 */
public final class GuestLines {

    private final InstantSource clock;
    private final ModuleId module;
    private final String source;
    private final Consumer<JournalLine> journal;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder line = new StringBuilder();
    private byte[] rest = new byte[0];

    /**
     * @param source {@code stdout} or {@code stderr}
     * @param journal takes the lines
     */
    public GuestLines(InstantSource clock, ModuleId module, String source, Consumer<JournalLine> journal) {
        this.clock = clock;
        this.module = module;
        this.source = source;
        this.journal = journal;
    }

    /** Takes a piece of output. */
    public void add(byte[] piece) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + piece.length).put(rest).put(piece).flip();
        decode(in, false);
        rest = new byte[in.remaining()];
        in.get(rest);
    }

    /** The stream has ended: gives out what waits for the end of its line. */
    public void end() {
        decode(ByteBuffer.wrap(rest), true);
        rest = new byte[0];
        if (!line.isEmpty()) {
            give();
        }
    }

    private void decode(ByteBuffer in, boolean last) {
        CharBuffer out = CharBuffer.allocate(in.remaining() + 4);
        decoder.decode(in, out, last);
        if (last) {
            decoder.flush(out);
            decoder.reset();
        }
        out.flip();
        while (out.hasRemaining()) {
            char c = out.get();
            if (c == '\n') {
                give();
            } else {
                line.append(c);
                if (line.length() >= LinePace.LONGEST_LINE && !Character.isHighSurrogate(c)) {
                    give();
                }
            }
        }
    }

    private void give() {
        int length = line.length();
        String text = length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        line.setLength(0);
        journal.accept(new JournalLine(clock.instant(), Level.INFO, source, Optional.of(module), text));
    }
}
