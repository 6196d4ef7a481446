package arcella.runtime.config;

/** When a changed value of a key holds. */
public enum Takes {
    /** As soon as the change is seen. */
    AT_ONCE("at once"),
    /** For what is installed or started from then on. */
    NEXT_INSTANCE("when a module is started"),
    /** For processes that are started from then on. */
    NEXT_PROCESS("when a worker is started"),
    /** When the container is started the next time. */
    NEXT_START("at the next start");

    private final String text;

    Takes(String text) {
        this.text = text;
    }

    /** In words. */
    public String text() {
        return text;
    }
}
