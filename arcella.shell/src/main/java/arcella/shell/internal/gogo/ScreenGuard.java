package arcella.shell.internal.gogo;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import arcella.command.text.Escape;

/**
 * The last gate before the screen for whatever commands print: text and colours pass, anything else that a terminal
 * would act on is written out visibly. Verbs' results are escaped where they are laid out; this gate also holds for
 * {@code cat} of a guest's file, for {@code echo}, and for commands of other bundles.
 *
 * <p>Takes UTF-8, also when a character or a colour sequence is split between two writes. Thread-safe.
 */
public final class ScreenGuard extends FilterOutputStream {

    private static final char ESCAPE = 0x1b;
    private static final int LONGEST_COLOUR = 24;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final boolean colours;
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private final StringBuilder sequence = new StringBuilder();
    private char highSurrogate;
    private boolean carriageReturn;
    private volatile boolean atLineStart = true;

    /**
     * @param out the screen
     * @param colours whether colour sequences pass; else they are dropped
     */
    public ScreenGuard(OutputStream out, boolean colours) {
        super(out);
        this.colours = colours;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + length);
        in.put(undecoded).put(bytes, offset, length).flip();
        CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, chars, false);
        undecoded = in.slice();
        chars.flip();
        StringBuilder safe = new StringBuilder(chars.remaining() + 16);
        while (chars.hasRemaining()) {
            take(chars.get(), safe);
        }
        if (!safe.isEmpty()) {
            atLineStart = safe.charAt(safe.length() - 1) == '\n';
            out.write(safe.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void take(char c, StringBuilder safe) {
        if (!sequence.isEmpty()) {
            if (continues(c)) {
                return;
            }
            if (c == 'm' && sequence.length() > 1) {
                if (colours) {
                    safe.append(sequence).append(c);
                }
                sequence.setLength(0);
                return;
            }
            String text = sequence.toString();
            sequence.setLength(0);
            safe.append("\\x1b").append(text, 1, text.length());
        }
        if (carriageReturn && c != '\n') {
            safe.append("\\r");
        }
        carriageReturn = false;
        if (Character.isLowSurrogate(c) && highSurrogate != 0) {
            int whole = Character.toCodePoint(highSurrogate, c);
            highSurrogate = 0;
            safe.append(Escape.isHarmful(whole) ? Escape.line(Character.toString(whole)) : Character.toString(whole));
        } else if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else if (c == ESCAPE) {
            sequence.append(c);
        } else if (c == '\r') {
            carriageReturn = true;
        } else if (c == '\n' || c == '\t') {
            safe.append(c);
        } else {
            safe.append(Escape.isHarmful(c) ? Escape.line(String.valueOf(c)) : String.valueOf(c));
        }
    }

    private boolean continues(char c) {
        boolean fits = sequence.length() == 1 ? c == '[' : (c >= '0' && c <= '9' || c == ';') && sequence.length() < LONGEST_COLOUR;
        if (fits) {
            sequence.append(c);
        }
        return fits;
    }

    /** Whether the next character written stands at the beginning of a line. */
    public boolean atLineStart() {
        return atLineStart;
    }

    /** Tells that something else wrote to the line, such as the echo of a key. Never waits for a slow screen. */
    public void lineTouched() {
        atLineStart = false;
    }

    /** Tells that the terminal itself has begun a new line, such as after a key stroke. */
    public synchronized void lineStarted() {
        atLineStart = true;
        sequence.setLength(0);
        carriageReturn = false;
    }
}
