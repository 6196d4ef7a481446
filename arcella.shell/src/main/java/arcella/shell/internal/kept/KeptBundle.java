package arcella.shell.internal.kept;

/**
 * A bundle that an operator installed.
 *
 * @param location its location in the framework; a URL, without spaces or line ends
 * @param sha256 what its content hashes to; empty if the framework reads it where it lies (a folder, {@code reference:})
 * @param started whether it is started when it comes back
 */
record KeptBundle(String location, String sha256, boolean started) {

    KeptBundle started(boolean now) {
        return new KeptBundle(location, sha256, now);
    }
}
