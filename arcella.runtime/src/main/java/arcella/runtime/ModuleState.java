package arcella.runtime;

import java.util.List;

/** What a module is doing, as operators see it. Immutable. */
public sealed interface ModuleState {

    /** Installed, and never started since. */
    record Installed() implements ModuleState {}

    /** Being decoded, compiled and instantiated. */
    record Starting() implements ModuleState {}

    /**
     * Started, and something that it needs is not there.
     *
     * @param missing what it waits for, one entry each
     */
    record Waiting(List<String> missing) implements ModuleState {
        public Waiting {
            missing = List.copyOf(missing);
        }
    }

    /** Running: a command runs, a reactor can be called. */
    record Active() implements ModuleState {}

    /**
     * Failed, and about to be started again.
     *
     * @param attempt which restart in a row this is, from 1
     * @param why how the last instance ended
     */
    record Restarting(int attempt, String why) implements ModuleState {}

    /**
     * Failed for good.
     *
     * @param why how the last instance ended, or why there was none
     */
    record Failed(String why) implements ModuleState {}

    /**
     * A command that has ended.
     *
     * @param exitCode its exit code
     */
    record Completed(int exitCode) implements ModuleState {}

    /** Being stopped. */
    record Stopping() implements ModuleState {}

    /** Stopped by the operator. */
    record Stopped() implements ModuleState {}

    /** The state's name alone, such as {@code Restarting}. */
    default String word() {
        return getClass().getSimpleName();
    }

    /** The state with its number, such as {@code Restarting (2)} or {@code Completed (0)}. */
    default String text() {
        return switch (this) {
            case Restarting(int attempt, String _) -> "Restarting (" + attempt + ")";
            case Completed(int exitCode) -> "Completed (" + Integer.toUnsignedString(exitCode) + ")";
            case Installed(), Starting(), Waiting(List<String> _), Active(), Failed(String _), Stopping(), Stopped() ->
                word();
        };
    }

    /** Why it is in this state, for those that have a reason; may be empty. */
    default String reason() {
        return switch (this) {
            case Waiting(List<String> missing) -> "waits for " + String.join(", ", missing);
            case Restarting(int _, String why) -> why;
            case Failed(String why) -> why;
            case Installed(), Starting(), Active(), Completed(int _), Stopping(), Stopped() -> "";
        };
    }

    /** Whether an instance is there or on its way, so that a stop has something to do. */
    default boolean live() {
        return switch (this) {
            case Starting(), Waiting(List<String> _), Active(), Restarting(int _, String _), Stopping() -> true;
            case Installed(), Failed(String _), Completed(int _), Stopped() -> false;
        };
    }
}
