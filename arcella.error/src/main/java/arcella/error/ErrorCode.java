package arcella.error;

/**
 * The stable number of one kind of failure, shown to operators as {@code ARC-2104}.
 *
 * <p>Each bundle declares its codes in one enum. The first digit names the area: 1 engine and core WebAssembly, 2
 * modules and the container, 3 ALME and its clients, 4 workers, 5 launcher and home, 6 WIT and components, 7 WASI, 8
 * verbs and the shell. A number, once released, never changes its meaning.
 */
public interface ErrorCode {

    /** A number from 1000 to 9999, unique over all bundles. */
    int number();

    /** The code as operators see it, such as {@code ARC-2104}. */
    default String text() {
        return "ARC-" + number();
    }
}
