package arcella.command;

/**
 * Knows who may do what; registered as a service (whiteboard) by the bundle that reads the container's configuration.
 *
 * <p>Without such a service, the container's owner and root are admins, and nobody else gets in. Called from many threads at
 * every request; must answer quickly. Settings that have not changed are the same object.
 */
public interface Roles {

    /** What holds at present. */
    RoleSettings settings();
}
