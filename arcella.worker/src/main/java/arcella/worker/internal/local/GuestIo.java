package arcella.worker.internal.local;

import java.io.IOException;

import arcella.wasi.Denial;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.Pollable;
import arcella.worker.Ending;
import arcella.worker.ModuleImports;
import arcella.worker.StandardStream;
import arcella.worker.internal.streams.StreamPassage;

/**
 * What an instance is connected to: {@link arcella.worker.InstanceListener} in the engine's terms, where waiting can be
 * interrupted. All but {@link #stdin}, {@link #output}, which another guest may have been lent, and {@link #denied} is called
 * on the guest's thread.
 */
public interface GuestIo {

    /** How many refusals an instance's listener hears of at most. */
    int MOST_DENIALS = 1000;

    /** The guest's standard input. Asked for once. */
    InputSource stdin();

    /**
     * The guest writes.
     *
     * @param source holds the bytes; not kept, not changed
     */
    void output(StandardStream stream, byte[] source, int offset, int length) throws IOException, InterruptedException;

    /** How many bytes {@link #output} takes now without waiting; another may use them up meanwhile. On any thread. */
    default long outputRoom() {
        // Whoever listens in the same process is called, and nobody knows beforehand how long that takes.
        return 1 << 20;
    }

    /** Ready when there is {@link #outputRoom}. */
    default Pollable outputReady() {
        return Pollable.always();
    }

    /** The guest was refused something; called on any thread. */
    void denied(Denial denial);

    /**
     * The guest asked for more memory than there is and was told so, which may well be its end; on the guest's thread.
     *
     * @param limit what there was no more room in
     * @param remedy what would make room
     */
    default void memoryRefused(String limit, Denial.Remedy remedy) {
        // Only who puts the words of a trap together wants to know, and the guest may live on.
    }

    /** What other modules provide. */
    ModuleImports imports();

    /** The streams that pass between the instance and others. The same one at every call. */
    StreamPassage streams();

    /**
     * The Java heap was full while the guest ran or was loaded, other than for a linear memory. This process may be damaged
     * by it: whoever can end it should. Called on the guest's thread, first of all.
     */
    default void heapFull() {
        // The container's process goes on: its heap is large, and much depends on it.
    }

    /** The instance has ended; the last call. */
    void ended(Ending ending);
}
