package arcella.runtime;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.runtime.ModuleReport.Outcome;
import arcella.worker.face.ModuleFace;

/**
 * The installed modules and what can be done to them: the service behind the verbs {@code module:…}. Thread-safe.
 *
 * <p>Operations on one module name follow one another; those on different names go side by side. When one returns,
 * what it did is on disk. Each may throw an {@link arcella.error.ArcellaException}, and has then left things as they
 * were. Where a module is named, {@code NAME} or {@code NAME@VERSION} will do; a name that fits several or none is an
 * error that lists the candidates or the nearest.
 */
public interface Modules {

    /**
     * Installs a module.
     *
     * @param start starts it too, as {@link #start} does: a container that ends before the answer has it to be started, or
     *     has no such module; a start that fails leaves the module installed, and says so
     */
    Outcome install(InstallRequest request, boolean start, Progress progress) throws InterruptedException;

    /**
     * As {@link #install(InstallRequest, boolean, Progress)}, for one who brings several things and may take all of them away
     * again: a container that starts leaves the module alone until {@link #settle} has been called, though it may run by now.
     */
    Outcome installUnsettled(InstallRequest request, boolean start, Progress progress) throws InterruptedException;

    /**
     * Has a module that was installed unsettled, or {@linkplain #unsettle unsettled} since, be one like others; any other is
     * left alone.
     *
     * @param start whether one that was installed so is to run: it is started if it was not yet, and its failure is followed by
     *     restarts; one that was unsettled since runs in any case, as it was to before
     */
    void settle(String module, boolean start) throws InterruptedException;

    /**
     * For one who takes several modules away: until {@link #settle} has been called, a container that starts leaves this one
     * alone, though it was to run. It runs on meanwhile. One that is not to run is left as it is.
     */
    void unsettle(String module) throws InterruptedException;

    /**
     * Looks at what an install would look at before it changes anything, but for what is installed by now. Takes as long.
     *
     * @return what the module would ask for, and what it would be given
     * @throws arcella.error.ArcellaException what {@link #install} would throw then
     */
    ModulePlan.Asks check(InstallRequest request);

    /** A module's content, as it came. To be closed. */
    InputStream content(String module);

    /** The text of the manifest that a module came with, if it had one. */
    Optional<String> manifest(String module);

    /** Starts a module; one that runs already is left alone. Returns when it is Active, Waiting or has ended. */
    Outcome start(String module) throws InterruptedException;

    /** Stops a module; one that does not run is left alone. */
    Outcome stop(String module) throws InterruptedException;

    /** Stops a module if it runs, and starts it. */
    Outcome restart(String module) throws InterruptedException;

    /** As {@link #update(String, InstallRequest, UpdateOptions, Progress)}, as usual. */
    default Outcome update(String module, InstallRequest request) throws InterruptedException {
        return update(module, request, UpdateOptions.STANDARD, Progress.NONE).outcome();
    }

    /**
     * Puts new content in a module's place. A running module is replaced by the running new one; if that does not
     * start, or lacks what other modules use of the old one, nothing has changed. Returns when the old instance has
     * gone.
     */
    UpdateReport update(String module, InstallRequest request, UpdateOptions options, Progress progress)
            throws InterruptedException;

    /** Puts the content that a module had before its last update in its place again, with the manifest of that time. */
    UpdateReport rollback(String module, UpdateOptions options) throws InterruptedException;

    /** Stops a module and removes it. */
    Outcome remove(String module) throws InterruptedException;

    /** A module and those that it is wired to, or, the other way, those that are wired to it. */
    ModuleTree tree(String module, boolean reverse);

    /**
     * What a step would do.
     *
     * @param content what would take the module's place; for {@code UPDATE} only
     */
    ModulePlan plan(ModulePlan.Action action, String module, Optional<InstallRequest> content);

    /** All modules, by name and version. */
    List<ModuleReport> list();

    /** One module. */
    ModuleReport find(String module);

    /** What a module's content imports and exports. May block for a moment. */
    ModuleFace face(String module);

    /**
     * Calls a function of a running module. One that starts, restarts or waits for what it imports is given the time
     * that its manifest says, {@code [restart] wait}. An interrupt of the calling thread cancels the call, which ends
     * the instance if it has begun.
     *
     * @param call such as {@code greet("Ada")}, as {@link arcella.worker.face.CallText#parse} reads it
     * @return the results as WAVE; nothing if the function has none
     */
    String call(String module, String call) throws InterruptedException;

    /**
     * As {@link #call}, and tells the fuel that the call took.
     *
     * @throws arcella.error.ArcellaException as {@link arcella.worker.ModuleInstance#metered} does, where none is counted
     */
    MeteredCall meteredCall(String module, String call) throws InterruptedException;

    /**
     * What a call brought.
     *
     * @param result as {@link #call} has it
     * @param fuel the units that the module's own code took
     */
    record MeteredCall(String result, long fuel) {}

    /**
     * Whether a standing grant of {@code etc/arcella.toml} trusts content of that hash, however it came.
     *
     * @throws arcella.error.ArcellaException {@code BAD_CONFIGURATION} if the file has mistakes
     */
    boolean trusts(String sha256);

    /**
     * Refuses a configuration that cannot be, by its name or keys, or says of a module what cannot hold.
     *
     * @param properties its values, by key, of the types that Configuration Admin takes
     * @throws arcella.error.ArcellaException {@code BAD_SETTING}
     */
    void checkConfiguration(String pid, Map<String, Object> properties);

    /** A module's instance. May block for a moment. */
    ModuleReport.Running running(String module);
}
