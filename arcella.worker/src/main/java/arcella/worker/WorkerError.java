package arcella.worker;

import arcella.error.ErrorCode;

/** The failures of this bundle: running instances, and the processes in which they run. */
public enum WorkerError implements ErrorCode {
    /** The module has no function of this name, or is a command and offers none. */
    NO_FUNCTION(4001),
    /** The arguments do not fit the function's parameters. */
    BAD_ARGUMENTS(4002),
    /** A call to an instance that has not been started. */
    NOT_STARTED(4003),
    /** A second start of an instance. */
    ALREADY_STARTED(4004),
    /** The instance has ended. */
    ENDED(4005),
    /** A call, a command or an instantiation took longer than its limit allows. */
    DEADLINE(4006),
    /** A call or an instantiation was cancelled by whoever asked for it. */
    CANCELLED(4007),
    /** As many calls wait already as the limit allows. */
    OVERLOADED(4008),
    /** The module's content cannot be read, or is not what its hash says. */
    CONTENT(4009),
    /** The host has been closed. */
    HOST_CLOSED(4010),
    /** A function whose parameters or result are resources, which do not leave their instance yet. */
    RESOURCE(4011),
    /** A function's name that several interfaces have. */
    AMBIGUOUS_FUNCTION(4012),
    /** Nothing provides an interface that a module imports. */
    NO_PROVIDER(4013),
    /** A resource of an instance that is gone. */
    RESOURCE_GONE(4014),
    /** The fuel of a call is asked for where none is counted. */
    NOT_METERED(4015),
    /** Something failed within the host itself, not in the guest: a defect of Arcella. */
    INTERNAL(4099),
    /** A worker process could not be started. */
    WORKER_START(4101),
    /** The worker process died or was given up. */
    WORKER_LOST(4102),
    /** A worker and its supervisor did not understand each other. */
    PROTOCOL(4103),
    /** No place for a worker's socket. */
    SOCKET_PATH(4104),
    /** As many workers run already as are allowed. */
    TOO_MANY_WORKERS(4105),
    /** The worker died repeatedly and is not started again yet. */
    WORKER_BACKOFF(4106),
    /** The process could not be sealed. */
    SEAL(4107),
    /** A running worker was sealed without a folder that another module needs. */
    FOLDER(4108),
    /** The worker that validated or compiled a module died, or was given up. */
    COMPILE_WORKER(4109),
    /** A module takes more memory or time to be validated or compiled than there is for it. */
    COMPILE_LIMIT(4110),
    /** The worker of a group has as many modules as it may have. */
    GROUP_FULL(4111);

    private final int number;

    WorkerError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
