package arcella.runtime.internal.host;

import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.Configuration;

/**
 * What the container's configuration says of workers as a whole, in {@code [workers]}. Immutable.
 *
 * @param spare whether a process is kept ready for the next group that needs one
 * @param max how many workers there may be
 */
record WorkerSettings(boolean spare, int max) {

    static WorkerSettings of(Configuration configuration) {
        return new WorkerSettings(configuration.get(ConfigKeys.WORKERS_SPARE),
                Math.toIntExact(configuration.get(ConfigKeys.WORKERS_MAX)));
    }
}
