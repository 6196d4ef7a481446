package arcella.shell.internal.gogo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Turns the arguments of a Gogo command, which may be any objects, into words. */
public final class Words {

    private Words() {}

    /** One word per argument; a list or array gives one for each of its items. */
    public static List<String> of(CommandSession session, List<Object> arguments) {
        List<String> words = new ArrayList<>();
        arguments.forEach(argument -> add(session, argument, words));
        return words;
    }

    private static void add(CommandSession session, Object argument, List<String> words) {
        switch (argument) {
            case Collection<?> many -> many.forEach(item -> add(session, item, words));
            case Object[] many -> add(session, List.of(many), words);
            case CharSequence text -> words.add(text.toString());
            // A variable that is not set is no word, as in any shell.
            case null -> { }
            default -> words.add(String.valueOf(session.format(argument, Converter.LINE)));
        }
    }
}
