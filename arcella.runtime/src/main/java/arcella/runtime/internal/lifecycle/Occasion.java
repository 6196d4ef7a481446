package arcella.runtime.internal.lifecycle;

/** What an instance is made for. */
public enum Occasion {
    /** Somebody wants the module to run, and is there to read why it does not. */
    WANTED,
    /** The container has started, and with it what was started before. */
    BOOT,
    /** It has run, and failed or was to be restarted. */
    AGAIN,
    /** It is to show that it can take the place of what runs. */
    TRIAL
}
