package arcella.it.conformance;

import java.io.IOException;

/** Carries out the directives of one script, in order. */
interface Runner {

    /** Carries out the next directive. */
    Outcome run(Directive directive) throws IOException;

    /** Makes a runner for each script, so that scripts do not see each other's instances. */
    interface Factory {
        Runner forScript(Script script);
    }
}
