package arcella.engine.component;

/**
 * What an instance holds of its limits, or has come to, at one moment. Of another thread than the one that runs it, as it
 * was a moment ago.
 *
 * @param instances its component instances or its core instances, whichever are more
 * @param tables the tables of all core instances
 * @param memories the memories of all core instances
 * @param handles the most handles that one of its component instances holds now
 * @param valueBytes the most bytes of values that one call has carried so far
 */
public record ComponentUse(int instances, int tables, int memories, int handles, long valueBytes) {}
