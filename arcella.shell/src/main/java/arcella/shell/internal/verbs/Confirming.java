package arcella.shell.internal.verbs;

import arcella.command.Invocation;

/** A call whose caller can be asked: somebody sits at a terminal and reads. */
public interface Confirming extends Invocation {

    /**
     * Asks a question.
     *
     * @return whether the answer was yes
     */
    boolean confirm(String question) throws InterruptedException;

    /** Ends the caller's session behind this call. */
    void leave();
}
