package arcella.engine.component;

/** What an instance's table holds. */
interface TableEntry {

    /** What it is, for messages. */
    String description();
}
