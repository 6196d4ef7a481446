package arcella.wit.text;

/**
 * A stretch of a source, to point at in messages.
 *
 * @param start the index of its first UTF-16 unit
 * @param end the index after its last one
 */
record Span(WitSource source, int start, int end) {}
