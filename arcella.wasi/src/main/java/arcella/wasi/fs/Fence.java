package arcella.wasi.fs;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;
import arcella.wasi.Preopen;

/**
 * The bounds of one folder that was given to a guest: what may be done in it, and who is told, once each, of what was
 * refused. What is opened below the folder has the same. One thread at a time.
 */
final class Fence {

    /** A guest that probes paths without end does not fill the log. */
    private static final int MOST_TOLD = 100;

    private final Preopen preopen;
    private final Consumer<Denial> denials;
    private final Set<String> told = new HashSet<>();
    private boolean toldReadOnly;

    Fence(Preopen preopen, Consumer<Denial> denials) {
        this.preopen = preopen;
        this.denials = denials;
    }

    /** What may be done inside. */
    Preopen.Access access() {
        return preopen.access();
    }

    /** The guest's name for the folder. */
    String name() {
        return preopen.guest();
    }

    /**
     * Refuses a change in a folder that is given for reading; with one grant all changes are allowed, so that one is told.
     *
     * @param path what was to be changed, as the guest knows it
     */
    void needWrite(String path) throws FsException {
        if (preopen.access() == Preopen.Access.READ_WRITE) {
            return;
        }
        if (!toldReadOnly) {
            toldReadOnly = true;
            denials.accept(new Denial("to change " + path + " in " + name() + ", which is for reading only",
                    new Remedy.Writing(preopen.host(), name())));
        }
        throw FsError.READ_ONLY.failure();
    }

    /** Tells of an operation that failed, if it was refused here rather than by the kernel. */
    void failed(FsError error, String path) {
        if (error == FsError.ESCAPE) {
            tell("to go to " + path + ", which leads out of " + name(), new Remedy.Folder());
        } else if (error == FsError.REFUSED_KIND) {
            tell("to use " + path + ", which is no file and no folder, or the kernel's", new Remedy.Nothing());
        }
    }

    private void tell(String attempt, Remedy remedy) {
        if (told.size() < MOST_TOLD && told.add(attempt)) {
            denials.accept(new Denial(attempt, remedy));
        }
    }
}
