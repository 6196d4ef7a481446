package arcella.alme.internal;

/**
 * The process at the other end, as the kernel knows it since the moment it connected.
 *
 * @param uid its user
 * @param pid its process, not positive if unknown (another pid namespace)
 */
record Peer(long uid, long pid) {}
