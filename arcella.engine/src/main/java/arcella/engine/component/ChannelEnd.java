package arcella.engine.component;

import arcella.wit.component.Canon;

/** One end of a stream or future, in the table of the instance that has it ({@code CanonicalABI.md}, {@code CopyEnd}). */
final class ChannelEnd extends Waitable {

    enum State { IDLE, COPYING, CANCELLING, DONE }

    final Channel channel;
    final Canon.End end;
    State state = State.IDLE;

    ChannelEnd(Channel channel, Canon.End end) {
        this.channel = channel;
        this.end = end;
    }

    boolean copying() {
        return state == State.COPYING || state == State.CANCELLING;
    }

    /** Traps unless a copy may begin. */
    void checkIdle() {
        if (copying()) {
            throw Traps.trap("cannot have concurrent operations active on a " + channel.kind.text());
        }
        if (state == State.DONE) {
            boolean future = channel.kind == Canon.Channel.FUTURE;
            throw Traps.trap(switch (end) {
                case READ -> "cannot read from " + done(future);
                case WRITE -> future
                        ? "cannot write to future after previous write succeeded or readable end dropped"
                        : "cannot write to stream after being notified that the readable end dropped";
            });
        }
    }

    private static String done(boolean future) {
        return future ? "future after previous read succeeded"
                : "stream after being notified that the writable end dropped";
    }

    /** Takes the readable end out of its instance ({@code lift_async_value}), after its removal from the table. */
    Channel lifted() {
        if (copying()) {
            throw Traps.trap("cannot lift " + channel.kind.text() + " with a read in progress");
        }
        if (state == State.DONE) {
            throw Traps.trap("cannot lift " + done(channel.kind == Canon.Channel.FUTURE));
        }
        if (inSet()) {
            throw Traps.trap("cannot lift " + channel.kind.text() + " while it's in a waitable set");
        }
        return channel;
    }

    /** Ends it, after its removal from the table. */
    void drop() {
        if (copying()) {
            throw Traps.trap("cannot " + (end == Canon.End.READ ? "remove" : "drop") + " busy " + channel.kind.text());
        }
        if (end == Canon.End.WRITE && channel.kind == Canon.Channel.FUTURE && state != State.DONE) {
            throw Traps.trap("cannot drop future write end without first writing a value");
        }
        channel.drop();
        join(null);
    }

    @Override
    public String description() {
        return (end == Canon.End.READ ? "readable" : "writable") + " end of a " + channel.kind.text();
    }
}
