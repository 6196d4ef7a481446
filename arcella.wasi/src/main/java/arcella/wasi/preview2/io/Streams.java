package arcella.wasi.preview2.io;

/**
 * The interface {@code wasi:io/streams}, which has nothing but the resources {@link InputStreamResource} and
 * {@link OutputStreamResource}. Stateless.
 */
public final class Streams {}
