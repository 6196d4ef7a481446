package arcella.worker;

import arcella.error.ArcellaException;

/**
 * A place where modules run: this process, or a worker process. The container reaches running guests through this
 * interface only, and a module shows the same behaviour in every implementation.
 *
 * <p>Safe for use by many threads.
 */
public interface ModuleHost extends AutoCloseable {

    /**
     * Loads a module and makes an instance of it: checks the content against its hash, decodes, validates, compiles and
     * links it, and runs its start section if it has one. Neither {@code _start} nor {@code _initialize} has run when
     * this method returns: that is {@link ModuleInstance#start()}'s part.
     *
     * <p>Blocks the caller, for at most the spec's {@link InstanceLimits#loadDeadline()}. An interrupt of the calling
     * thread gives up the attempt and leaves the thread's interrupt status set. When this method throws, there is no
     * instance and the listener hears nothing.
     *
     * @param spec what to instantiate, and with what
     * @param listener hears the instance's output and its end; see there for the threads that call it
     * @param imports takes the calls of the interfaces that the spec says come from other modules
     * @return an instance that is not started yet
     * @throws ArcellaException if the content is not as the spec says, is no module that can run here, imports what
     *     nobody offers, exceeds a limit, or if the host has been closed or its process is lost
     */
    ModuleInstance instantiate(InstanceSpec spec, InstanceListener listener, ModuleImports imports);

    /** As {@link #instantiate(InstanceSpec, InstanceListener, ModuleImports)}, of a module that imports nothing from others. */
    default ModuleInstance instantiate(InstanceSpec spec, InstanceListener listener) {
        return instantiate(spec, listener, ModuleImports.none());
    }

    /**
     * Stops all instances at once, without grace, and gives up what the host holds. Each listener hears its instance's
     * end before this method returns. Closing twice does nothing.
     */
    @Override
    void close();
}
