package arcella.engine.component;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.wit.component.Canon;

/**
 * A stream or a future, as its two ends share it ({@code CanonicalABI.md}, {@code SharedStreamImpl} and {@code
 * SharedFutureImpl}). At most one side waits at a time; the other one copies when it comes.
 */
final class Channel {

    /** How a copy ended; its place is its number in the specification. */
    enum Result { COMPLETED, DROPPED, CANCELLED }

    /**
     * A copy that one side asks for.
     *
     * @param end which side
     * @param instance on whose behalf
     * @param progressed hears that something was copied while it waited, and how to stop waiting
     * @param done hears that it is over
     */
    record Copy(ChannelEnd end, InstanceState instance, CopyBuffer buffer, Consumer<Runnable> progressed,
            Consumer<Result> done) {}

    final Canon.Channel kind;
    final ChannelType type;
    private boolean dropped;
    private @Nullable Copy waiting;

    Channel(Canon.Channel kind, ChannelType type) {
        this.kind = kind;
        this.type = type;
    }

    /** Whether a copy of this end waits, for the first elements or for more. */
    boolean waits(ChannelEnd end) {
        return waiting != null && waiting.end() == end;
    }

    /** Gives up the copy that waits. */
    void cancel() {
        end(Result.CANCELLED);
    }

    /** One of the ends is gone. */
    void drop() {
        if (!dropped) {
            dropped = true;
            if (waiting != null) {
                end(Result.DROPPED);
            }
        }
    }

    private void end(Result result) {
        Copy over = waiting;
        if (over == null) {
            throw new IllegalStateException("no copy waits");
        }
        waiting = null;
        over.done().accept(result);
    }

    /** Copies from or to what waits, or waits itself. */
    void copy(Copy mine) {
        Canon.End end = mine.end().end;
        Copy theirs = waiting;
        if (dropped) {
            mine.done().accept(Result.DROPPED);
        } else if (theirs == null) {
            waiting = mine;
        } else {
            if (mine.instance() == theirs.instance() && !type.plain()) {
                throw Traps.trap("cannot read from and write to intra-component " + kind.text());
            }
            CopyBuffer from = end == Canon.End.READ ? theirs.buffer() : mine.buffer();
            CopyBuffer to = end == Canon.End.READ ? mine.buffer() : theirs.buffer();
            if (kind == Canon.Channel.FUTURE) {
                from.copyTo(to, 1);
                end(Result.COMPLETED);
                mine.done().accept(Result.COMPLETED);
            } else {
                stream(end, mine, theirs, from, to);
            }
        }
    }

    private void stream(Canon.End end, Copy mine, Copy theirs, CopyBuffer from, CopyBuffer to) {
        if (theirs.buffer().remain() > 0) {
            if (mine.buffer().remain() > 0) {
                from.copyTo(to, Math.min(from.remain(), to.remain()));
                theirs.progressed().accept(() -> waiting = null);
            }
            mine.done().accept(Result.COMPLETED);
        } else if (end == Canon.End.WRITE && mine.buffer().isZeroLength() && theirs.buffer().isZeroLength()) {
            mine.done().accept(Result.COMPLETED);
        } else {
            end(Result.COMPLETED);
            waiting = mine;
        }
    }
}
