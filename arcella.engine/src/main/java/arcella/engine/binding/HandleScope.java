package arcella.engine.binding;

/** Where the handles of one instance live. Opaque here: who implements {@link ResourceBinding} knows what it is. */
public interface HandleScope {}
