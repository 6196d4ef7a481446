package arcella.wit.binary;

import java.util.List;
import java.util.Optional;

import arcella.wit.component.Canon;
import arcella.wit.component.Canon.Channel;
import arcella.wit.component.Canon.End;
import arcella.wit.component.Canon.ThreadSwitch;
import arcella.wit.component.CanonOption;
import arcella.wit.component.CoreValType;
import arcella.wit.component.ValRef;

/** The grammar of canonical definitions. */
final class CanonReader {

    private final Reader in;
    private final CoreTypeReader core;
    private final TypeReader types;

    CanonReader(Reader in, CoreTypeReader core, TypeReader types) {
        this.in = in;
        this.core = core;
        this.types = types;
    }

    Canon canon() {
        int opcode = in.u8();
        return switch (opcode) {
            case 0x00 -> lift();
            case 0x01 -> lower();
            case 0x02 -> new Canon.ResourceOp(Canon.ResourceOp.Kind.NEW, in.u32());
            case 0x03 -> new Canon.ResourceOp(Canon.ResourceOp.Kind.DROP, in.u32());
            case 0x04 -> new Canon.ResourceOp(Canon.ResourceOp.Kind.REP, in.u32());
            case 0x05 -> Canon.Plain.TASK_CANCEL;
            case 0x06 -> new Canon.SubtaskCancel(in.bool());
            case 0x09 -> {
                Optional<ValRef> result = types.resultList();
                yield new Canon.TaskReturn(result, options());
            }
            case 0x0a -> context(false);
            case 0x0b -> context(true);
            case 0x0d -> Canon.Plain.SUBTASK_DROP;
            case 0x0e -> new Canon.ChannelNew(Channel.STREAM, in.u32());
            case 0x0f -> copy(Channel.STREAM, End.READ);
            case 0x10 -> copy(Channel.STREAM, End.WRITE);
            case 0x11 -> cancel(Channel.STREAM, End.READ);
            case 0x12 -> cancel(Channel.STREAM, End.WRITE);
            case 0x13 -> new Canon.ChannelDrop(Channel.STREAM, End.READ, in.u32());
            case 0x14 -> new Canon.ChannelDrop(Channel.STREAM, End.WRITE, in.u32());
            case 0x15 -> new Canon.ChannelNew(Channel.FUTURE, in.u32());
            case 0x16 -> copy(Channel.FUTURE, End.READ);
            case 0x17 -> copy(Channel.FUTURE, End.WRITE);
            case 0x18 -> cancel(Channel.FUTURE, End.READ);
            case 0x19 -> cancel(Channel.FUTURE, End.WRITE);
            case 0x1a -> new Canon.ChannelDrop(Channel.FUTURE, End.READ, in.u32());
            case 0x1b -> new Canon.ChannelDrop(Channel.FUTURE, End.WRITE, in.u32());
            case 0x1c -> new Canon.ErrorContextNew(options());
            case 0x1d -> new Canon.ErrorContextDebugMessage(options());
            case 0x1e -> Canon.Plain.ERROR_CONTEXT_DROP;
            case 0x1f -> Canon.Plain.WAITABLE_SET_NEW;
            case 0x20 -> waitableSetWait(false);
            case 0x21 -> waitableSetWait(true);
            case 0x22 -> Canon.Plain.WAITABLE_SET_DROP;
            case 0x23 -> Canon.Plain.WAITABLE_JOIN;
            case 0x24 -> Canon.Plain.BACKPRESSURE_INC;
            case 0x25 -> Canon.Plain.BACKPRESSURE_DEC;
            default -> thread(opcode);
        };
    }

    private Canon thread(int opcode) {
        return switch (opcode) {
            case 0x0c -> new ThreadSwitch(ThreadSwitch.Kind.YIELD, in.bool());
            case 0x26 -> Canon.Plain.THREAD_INDEX;
            case 0x27 -> {
                int type = in.u32();
                yield new Canon.ThreadNewIndirect(type, in.u32());
            }
            case 0x28 -> Canon.Plain.THREAD_RESUME_LATER;
            case 0x29 -> new ThreadSwitch(ThreadSwitch.Kind.SUSPEND, in.bool());
            case 0x2a -> new ThreadSwitch(ThreadSwitch.Kind.SUSPEND_THEN_RESUME, in.bool());
            case 0x2b -> new ThreadSwitch(ThreadSwitch.Kind.YIELD_THEN_RESUME, in.bool());
            case 0x2c -> new ThreadSwitch(ThreadSwitch.Kind.SUSPEND_THEN_PROMOTE, in.bool());
            case 0x2d -> new ThreadSwitch(ThreadSwitch.Kind.YIELD_THEN_PROMOTE, in.bool());
            case 0x40 -> {
                boolean shared = in.bool();
                yield new Canon.ThreadSpawnRef(shared, in.u32());
            }
            case 0x41 -> {
                boolean shared = in.bool();
                int type = in.u32();
                yield new Canon.ThreadSpawnIndirect(shared, type, in.u32());
            }
            case 0x42 -> new Canon.ThreadAvailableParallelism(in.bool());
            default -> throw in.leadingByte("canonical function");
        };
    }

    private Canon lift() {
        if (in.u8() != 0) {
            throw in.leadingByte("canonical function lift");
        }
        int func = in.u32();
        List<CanonOption> options = options();
        return new Canon.Lift(func, options, in.u32());
    }

    private Canon lower() {
        if (in.u8() != 0) {
            throw in.leadingByte("canonical function lower");
        }
        int func = in.u32();
        return new Canon.Lower(func, options());
    }

    private Canon context(boolean set) {
        CoreValType type = core.valueType();
        return new Canon.Context(set, type, in.u32());
    }

    private Canon copy(Channel channel, End end) {
        int type = in.u32();
        return new Canon.ChannelCopy(channel, end, type, options());
    }

    private Canon cancel(Channel channel, End end) {
        int type = in.u32();
        return new Canon.ChannelCancel(channel, end, type, in.bool());
    }

    private Canon waitableSetWait(boolean poll) {
        boolean cancellable = in.bool();
        return new Canon.WaitableSetWait(poll, cancellable, in.u32());
    }

    private List<CanonOption> options() {
        return in.vector(1, this::option);
    }

    private CanonOption option() {
        return switch (in.u8()) {
            case 0x00 -> CanonOption.StringEncoding.UTF8;
            case 0x01 -> CanonOption.StringEncoding.UTF16;
            case 0x02 -> CanonOption.StringEncoding.LATIN1_UTF16;
            case 0x03 -> new CanonOption.Memory(in.u32());
            case 0x04 -> new CanonOption.Realloc(in.u32());
            case 0x05 -> new CanonOption.PostReturn(in.u32());
            case 0x06 -> new CanonOption.Async();
            case 0x07 -> new CanonOption.Callback(in.u32());
            default -> throw in.leadingByte("canonical option");
        };
    }
}
