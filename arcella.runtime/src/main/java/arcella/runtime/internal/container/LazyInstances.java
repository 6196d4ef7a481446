package arcella.runtime.internal.container;

import java.util.Optional;
import java.util.function.Consumer;

import arcella.runtime.InstallRequest;
import arcella.runtime.internal.host.LazyInstance;
import arcella.runtime.internal.lifecycle.InstanceMaker;
import arcella.runtime.internal.lifecycle.Occasion;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ModuleSection.Start;
import arcella.worker.InstanceListener;
import arcella.worker.ModuleInstance;
import arcella.worker.face.ModuleFace;

/** Decides which instances are made at once, and which by their first call. */
final class LazyInstances {

    private LazyInstances() {}

    /** Makes an instance at once. */
    interface Making {

        /**
         * Makes it.
         *
         * @param apart whether it is to come even where its group's worker cannot have it
         * @param notices as {@link InstanceMaker#make} has them
         */
        ModuleInstance make(boolean apart, InstanceListener listener, Consumer<String> notices);
    }

    /**
     * Makes instances as the manifest says.
     *
     * @param inMain whether they run in the container's process
     */
    static InstanceMaker maker(ModuleRecord record, Manifest manifest, boolean inMain, ModuleFace face,
            ModuleConfiguration configuration, Making making) {
        return (occasion, listener, notices) -> {
            // What has run, or takes the place of what runs, is not refused for what it needs now: nobody may be there to read it.
            boolean apart = switch (occasion) {
                case AGAIN, TRIAL -> true;
                case WANTED, BOOT -> false;
            };
            if (face.command() || !waits(manifest.module().start(), occasion, inMain)) {
                return making.make(apart, listener, notices);
            }
            // Mistakes in what is configured, and what is not granted, are told now, whoever calls first.
            ModuleConfiguration.Now now = configuration.now();
            now.permissions().warnings(now.manifest(), record.origin().equals(InstallRequest.BY_HAND), record.sha256())
                    .forEach(notices);
            configuration.given(now);
            return new LazyInstance(record.id().toString(), listener, hears -> making.make(apart, hears, notices));
        };
    }

    /**
     * Whether the first call makes the instance.
     *
     * @param start what the manifest says of that
     * @param inMain whether it runs in the container's process, where no process is saved by waiting
     */
    static boolean waits(Optional<Start> start, Occasion occasion, boolean inMain) {
        return switch (occasion) {
            case TRIAL -> false;
            case WANTED, AGAIN -> start.equals(Optional.of(Start.LAZY));
            case BOOT -> start.map(Start.LAZY::equals).orElse(!inMain);
        };
    }
}
