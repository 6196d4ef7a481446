package arcella.command;

import java.util.List;

/**
 * Names of things that exist, for completion; registered as a service (whiteboard) by the bundle that owns them.
 * Called from many threads; must answer quickly.
 */
public interface Candidates {

    /** What is named: {@code module}, {@code bundle} …, as in {@link Parameter.Reference}. */
    String what();

    /** All names at present. */
    List<String> names();

    /**
     * The names that fit behind others, such as the functions of a module; all of them where that makes no difference.
     *
     * @param before the arguments that stand before it on the command line, without options
     */
    default List<String> names(List<String> before) {
        return names();
    }
}
