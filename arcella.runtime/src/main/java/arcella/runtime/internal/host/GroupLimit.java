package arcella.runtime.internal.host;

import java.util.OptionalLong;

/**
 * One limit of a group's worker. Immutable.
 *
 * @param name the key that sets it
 * @param value what holds; empty for no limit
 * @param origin where it comes from, in words
 */
public record GroupLimit(String name, OptionalLong value, String origin) {}
