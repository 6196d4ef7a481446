package arcella.shell.internal.session;

/** What a terminal shows first. */
final class Banner {

    private static final String NAME = """
                 _                     _ _
                / \\   _ __ ___ ___  | | | __ _
               / _ \\ | '__/ __/ _ \\ | | |/ _` |
              / ___ \\| | | (_|  __/ | | | (_| |
             /_/   \\_\\_|  \\___\\___| |_|_|\\__,_|
            """;

    private Banner() {}

    static String text(String version, boolean colours) {
        String name = colours ? NAME.lines().map(line -> "\u001b[36m" + line + "\u001b[0m\n")
                .reduce("", String::concat) : NAME;
        String bold = colours ? "\u001b[1m" : "";
        String plain = colours ? "\u001b[0m" : "";
        return name + "\n  " + bold + "Arcella" + plain + " " + version + ", WebAssembly components on OSGi\n\n"
                + "Press " + bold + "Tab" + plain + " for the commands, and add " + bold + "--help" + plain
                + " to one for its arguments.\n"
                + "Leave with " + bold + "Ctrl-D" + plain + " or " + bold + "logout" + plain + "; " + bold
                + "system:shutdown" + plain + " stops the container.\n\n";
    }
}
