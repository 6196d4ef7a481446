package arcella.feature.internal.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** What a text has that is no JSON, in words for those who wrote it; the parser's are for those who program with it. */
final class JsonMistake {

    private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('(.)' ", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("Unrecognized token '([^']{0,100})");

    private JsonMistake() {}

    static String text(JsonProcessingException mistake) {
        if (mistake instanceof JsonEOFException) {
            return "it ends before all is closed";
        }
        String said = String.valueOf(mistake.getOriginalMessage());
        Matcher character = CHARACTER.matcher(said);
        if (character.lookingAt() && !Character.isISOControl(character.group(1).charAt(0))) {
            return "'" + character.group(1) + "' cannot stand here; names and texts stand in double quotes, with commas between what is listed";
        }
        Matcher word = WORD.matcher(said);
        if (word.lookingAt()) {
            return "'" + word.group(1) + "' is no value; texts stand in double quotes";
        }
        if (said.startsWith("Illegal unquoted character")) {
            return "a text has a line break or a control character in it; write \\n for a line break";
        }
        if (said.startsWith("Unrecognized character escape")) {
            return "a backslash stands before what it does not go with; write \\\\ for a backslash";
        }
        if (said.startsWith("Invalid numeric value") || said.startsWith("Unexpected character") && said.contains("digit")) {
            return "a number is not written as JSON has it";
        }
        return "nothing that JSON has can be read here";
    }
}
