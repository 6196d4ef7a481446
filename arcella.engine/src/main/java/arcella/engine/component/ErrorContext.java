package arcella.engine.component;

/**
 * What {@code error-context.new} makes.
 *
 * @param message told by {@code error-context.debug-message}
 */
record ErrorContext(String message) implements TableEntry {

    @Override
    public String description() {
        return "error-context";
    }
}
