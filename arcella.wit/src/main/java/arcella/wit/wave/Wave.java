package arcella.wit.wave;

import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.WitLibrary;
import arcella.wit.WitType;
import arcella.wit.text.WitSource;
import arcella.wit.text.WitTextException;
import arcella.wit.value.WitValue;

/**
 * Reads and prints values as WAVE (the WebAssembly Value Encoding, as the crate {@code wasm-wave} describes it).
 *
 * <p>WAVE has no form for maps yet: they are written as what they are equivalent to, a list of pairs of key and value.
 * A key may be there once. WAVE has no form either for resources, streams, futures and error contexts, which are refused.
 *
 * <p>Numbers of floating point are rounded to the nearest value of their type, so that {@code 1e400} is infinite: so the
 * crate reads them, too.
 *
 * <p>Every failure to read is a {@link WitTextException} of code {@link WitError#WAVE} at its place.
 */
public final class Wave {

    private Wave() {}

    /**
     * Reads a value.
     *
     * @param text the value as WAVE, with blanks and comments around it as you like
     * @param type the type of the value, closed (see {@link WitLibrary#close})
     * @throws WitTextException {@link WitError#WAVE} if the text is no value of the type
     */
    public static WitValue parse(String text, WitType type) {
        WaveTokens tokens = new WaveTokens(new WitSource("value", text), 0);
        WitValue value = new WaveParser(tokens).value(type);
        tokens.expectEnd();
        return value;
    }

    /**
     * Prints a value on one line, as short as it reads back: fields that are {@code none} are left out.
     *
     * @throws ArcellaException {@link WitError#WAVE} if there is a resource, stream, future or error context in it
     */
    public static String print(WitValue value) {
        return print(value, Integer.MAX_VALUE);
    }

    /**
     * Prints a value as {@link #print(WitValue)} does, if it is not too long. A value may be shorter in memory than in text by
     * any factor, as equal parts of it may be one.
     *
     * @param most how many characters it may take, but for the last value's
     * @throws ArcellaException {@link WitError#WAVE} likewise, or if it would take more
     */
    public static String print(WitValue value, int most) {
        StringBuilder out = new StringBuilder();
        new WaveWriter(out, most).write(value, 0);
        return out.toString();
    }

    /**
     * Reads the name in a call such as {@code greet("Ada")}, {@code api.greet("Ada")},
     * {@code ns:pkg/api.greet("Ada")} or {@code ns:pkg/api@1.0.0.greet("Ada")}; a version may also stand behind the
     * function, as in {@code ns:pkg/api.greet@1.0.0("Ada")}. The arguments are read when their types are known.
     *
     * @throws WitTextException {@link WitError#WAVE} if the text does not begin like a call
     */
    public static WaveCall call(String text) {
        return CallParser.parse(text);
    }
}
