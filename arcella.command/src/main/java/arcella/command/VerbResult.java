package arcella.command;

/**
 * The success of a verb.
 *
 * @param message one line for people, empty if the data says it all
 * @param data the result, laid out as the verb's {@link ResultShape} says
 */
public record VerbResult(String message, Data data) {

    public static VerbResult message(String message) {
        return new VerbResult(message, Data.NONE);
    }

    public static VerbResult data(Data data) {
        return new VerbResult("", data);
    }
}
