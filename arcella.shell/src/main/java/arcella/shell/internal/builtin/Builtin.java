package arcella.shell.internal.builtin;

import org.jspecify.annotations.Nullable;

import arcella.command.VerbSpec;

/** A command of the shell itself: its description, for help and completion as a verb has it, and what it does. */
public record Builtin(VerbSpec spec, Action action) {

    /** What a built-in command does. */
    public interface Action {

        /**
         * @return a value for Gogo, or null where all was printed
         * @throws Exception whatever a command throws; the session turns it into one line
         */
        @Nullable Object run(Call call) throws Exception;
    }
}
