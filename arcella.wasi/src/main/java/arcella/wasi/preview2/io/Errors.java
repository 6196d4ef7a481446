package arcella.wasi.preview2.io;

/** The interface {@code wasi:io/error}, which has nothing but the resource {@link ErrorResource}. Stateless. */
public final class Errors {}
