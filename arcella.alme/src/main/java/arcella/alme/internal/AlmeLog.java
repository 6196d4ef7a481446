package arcella.alme.internal;

/** What the server has to say to the container's log. Called from many threads. */
public interface AlmeLog {

    /** Something that an operator may want to look at. */
    void warn(String message);

    /** A failure that nobody foresaw. */
    void error(String message, Throwable failure);
}
