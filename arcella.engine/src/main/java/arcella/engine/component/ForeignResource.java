package arcella.engine.component;

/**
 * A resource of the other side of a {@link ForeignInterface}, as an object that a guest's handle stands for.
 *
 * @param side whose resource it is
 * @param type the resource type's name there
 * @param id its number there
 */
record ForeignResource(ForeignInterface side, String type, long id) implements AutoCloseable {

    @Override
    public void close() {
        side.drop(type, id);
    }
}
