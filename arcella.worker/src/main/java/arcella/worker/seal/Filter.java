package arcella.worker.seal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the seccomp filter: a program of classic BPF that gets the number and the arguments of each system call. What is
 * refused answers {@code EPERM}, {@code clone3} {@code ENOSYS} (its flags lie in memory, where a filter cannot look; the C
 * library then uses {@code clone}), as do calls that are newer than this; everything else passes, because nobody can list
 * what a Java runtime needs.
 */
final class Filter {

    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_BITS = 0x45;
    private static final int RETURN = 0x06;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    static final int ERRNO = 0x00050000;
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int SECOND_ARGUMENT = 24;

    private static final int X32 = 0x40000000;
    private static final int CLONE_THREAD = 0x00010000;
    /** A mount, cgroup, host name, IPC, user, process or network namespace of its own, which a thread can have too. */
    private static final int CLONE_NAMESPACES = 0x7e020000;
    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int F_SETOWN_EX = 15;
    private static final int FIOSETOWN = 0x8901;
    private static final int SIOCSPGRP = 0x8902;
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541c;
    private static final int FS_IOC_SETFLAGS = 0x40086602;
    private static final int FS_IOC_FSSETXATTR = 0x401c5820;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SCHED_CORE = 62;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private final List<long[]> program = new ArrayList<>();

    private Filter() {
    }

    /**
     * The program, eight bytes an instruction.
     *
     * @param pid this process, which may signal itself and set its own limits
     * @param times whether the times of files may be set
     */
    static byte[] build(SystemCalls calls, long pid, boolean network, boolean times) {
        Filter filter = new Filter();
        filter.add(LOAD, 0, 0, ARCHITECTURE);
        filter.add(JUMP_EQUAL, 1, 0, calls.auditArch());
        filter.add(RETURN, 0, 0, KILL_PROCESS);
        filter.add(LOAD, 0, 0, NUMBER);
        if (calls.x32()) {
            filter.add(JUMP_AT_LEAST, 0, 1, X32);
            filter.add(RETURN, 0, 0, ERRNO | EPERM);
        }
        filter.add(JUMP_AT_LEAST, 0, 1, SystemCalls.FIRST_UNKNOWN);
        filter.add(RETURN, 0, 0, ERRNO | ENOSYS);
        for (int number : calls.refused()) {
            filter.refuse(number, EPERM);
        }
        for (int number : SystemCalls.REFUSED_EVERYWHERE) {
            filter.refuse(number, EPERM);
        }
        filter.refuse(SystemCalls.CLONE3, ENOSYS);
        filter.refuse(calls.setpgid(), EPERM);
        if (!times) {
            filter.refuse(calls.utimensat(), EPERM);
        }
        if (network) {
            filter.allowFirstArgument(calls.socket(), AF_INET, AF_INET6);
        } else {
            filter.refuse(calls.socket(), EPERM);
            for (int number : calls.internet()) {
                filter.refuse(number, EPERM);
            }
        }
        filter.allowFirstArgument(calls.kill(), (int) pid);
        filter.refuse(calls.tkill(), EPERM);
        filter.allowFirstArgument(calls.tgkill(), (int) pid);
        // Whoever owns a descriptor is sent a signal when something comes in: kill by a detour.
        filter.refuseArgument(calls.fcntl(), SECOND_ARGUMENT, F_SETOWN, F_SETSIG, F_SETOWN_EX);
        // What is put into a terminal as if it had been typed is read by the shell behind; attributes are set by owners, even
        // of what they may only read.
        filter.refuseArgument(calls.ioctl(), SECOND_ARGUMENT, FIOSETOWN, SIOCSPGRP, TIOCSTI, TIOCLINUX, FS_IOC_SETFLAGS,
                FS_IOC_FSSETXATTR);
        // Without dumps for good; and whom others share a core with is their own affair.
        filter.refuseArgument(calls.prctl(), FIRST_ARGUMENT, PR_SET_DUMPABLE, PR_SCHED_CORE);
        filter.allowFirstArgument(calls.prlimit64(), 0, (int) pid);
        filter.threadsOnly(calls.newThread());
        filter.add(RETURN, 0, 0, ALLOW);
        return filter.bytes();
    }

    private void add(int code, int whenTrue, int whenFalse, int operand) {
        program.add(new long[] {code, whenTrue, whenFalse, operand});
    }

    private void refuse(int number, int errno) {
        add(JUMP_EQUAL, 0, 1, number);
        add(RETURN, 0, 0, ERRNO | errno);
    }

    /** Lets a call pass if its first argument is one of these. The number is loaded before and after. */
    private void allowFirstArgument(int number, int... values) {
        add(JUMP_EQUAL, 0, values.length * 2 + 2, number);
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        for (int value : values) {
            add(JUMP_EQUAL, 0, 1, value);
            add(RETURN, 0, 0, ALLOW);
        }
        add(RETURN, 0, 0, ERRNO | EPERM);
    }

    /**
     * Refuses a call if an argument is one of these; the kernel, too, looks at the lower half alone. The number is loaded
     * before and after.
     */
    private void refuseArgument(int number, int argument, int... values) {
        add(JUMP_EQUAL, 0, values.length * 2 + 2, number);
        add(LOAD, 0, 0, argument);
        for (int value : values) {
            add(JUMP_EQUAL, 0, 1, value);
            add(RETURN, 0, 0, ERRNO | EPERM);
        }
        add(LOAD, 0, 0, NUMBER);
    }

    private void threadsOnly(int clone) {
        add(JUMP_EQUAL, 0, 5, clone);
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        add(JUMP_BITS, 2, 0, CLONE_NAMESPACES);
        add(JUMP_BITS, 0, 1, CLONE_THREAD);
        add(RETURN, 0, 0, ALLOW);
        add(RETURN, 0, 0, ERRNO | EPERM);
    }

    private byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(program.size() * 8).order(ByteOrder.nativeOrder());
        for (long[] instruction : program) {
            buffer.putShort((short) instruction[0]).put((byte) instruction[1]).put((byte) instruction[2])
                    .putInt((int) instruction[3]);
        }
        return buffer.array();
    }
}
