package arcella.feature.internal.install;

/** Hears how far a change is. */
@FunctionalInterface
public interface FeatureProgress {

    /** So much of it is done. */
    void told(String what, long done, long total);
}
