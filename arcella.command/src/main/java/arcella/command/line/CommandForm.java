package arcella.command.line;

import arcella.command.VerbName;

/**
 * How commands are written in one place: {@code arcella-cli module start} in a system shell, {@code module:start} in
 * Arcella's own.
 *
 * @param program the program's name, empty where there is none
 * @param separator what stands between scope and word
 */
public record CommandForm(String program, char separator) {

    /** In a system shell. */
    public static final CommandForm CLI = new CommandForm("arcella-cli", ' ');

    /** In Arcella's shell. */
    public static final CommandForm SHELL = new CommandForm("", ':');

    /** A verb's name in this form, without the program. */
    public String name(VerbName name) {
        return name.scope().isEmpty() ? name.word() : name.scope() + separator + name.word();
    }

    /** The whole beginning of a command line. */
    public String command(VerbName name) {
        return program.isEmpty() ? name(name) : program + " " + name(name);
    }

    /** An example of {@link arcella.command.VerbSpec#examples()} in this form. */
    public String example(VerbName name, String example) {
        String words = CLI.name(name);
        String line = example.startsWith(words) ? name(name) + example.substring(words.length()) : example;
        return program.isEmpty() ? line : program + " " + line;
    }
}
