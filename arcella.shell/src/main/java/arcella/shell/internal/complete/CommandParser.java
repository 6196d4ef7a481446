package arcella.shell.internal.complete;

import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine whether a line is complete, and, for completion, which word of which command the cursor is in. */
public final class CommandParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            accept(line);
        }
        return TypedLine.of(line, cursor);
    }

    private static void accept(String line) {
        try {
            new org.apache.felix.gogo.runtime.Parser(line).program();
        } catch (EOFError e) {
            throw new org.jline.reader.EOFError(e.line(), e.column(), e.getMessage(), e.missing());
        } catch (SyntaxError | StackOverflowError e) {
            // The line is accepted, and running it says what is wrong.
            return;
        }
    }
}
