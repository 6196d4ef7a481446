package arcella.command.line;

import java.util.List;

import arcella.command.Data;

/**
 * A command line that was read.
 *
 * @param values the verb's arguments, ready to be sent or for {@link arcella.command.Arguments#of}
 * @param common the options that go with every command, such as {@code help}
 * @param files the files to send, in the order of the verb's parameters
 */
public record ParsedLine(Data.Fields values, Data.Fields common, List<FileArgument> files) {

    public ParsedLine {
        files = List.copyOf(files);
    }

    /** Whether {@code --help} was asked for; the arguments may be incomplete then. */
    public boolean help() {
        return common.values().get("help") instanceof Data.Truth(boolean value) && value;
    }

    /** Whether it is to be asked again and again. */
    public boolean watch() {
        return common.values().get("watch") instanceof Data.Truth(boolean value) && value;
    }

    /** The value of a common option with a value, else the one given here. */
    public String common(String name, String otherwise) {
        return common.values().get(name) instanceof Data.Text(String value) ? value : otherwise;
    }
}
