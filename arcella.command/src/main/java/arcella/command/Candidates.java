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
}
