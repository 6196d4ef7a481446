package arcella.runtime.internal.host;

import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.Configuration;

/**
 * What the container's configuration says of workers, in {@code [workers]}. Immutable.
 *
 * @param spare whether a process is kept ready for the next group that needs one
 */
record WorkerSettings(boolean spare) {

    static WorkerSettings of(Configuration configuration) {
        return new WorkerSettings(configuration.get(ConfigKeys.WORKERS_SPARE));
    }
}
