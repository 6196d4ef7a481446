package arcella.wit.component;

/**
 * A reference to one definition ({@code sortidx}).
 *
 * @param sort the index space
 * @param index the position in it, as an unsigned 32-bit number
 */
public record SortIndex(Sort sort, int index) {
}
