package arcella.worker.seal;

import java.util.Locale;
import java.util.Optional;

/**
 * The numbers of system calls. From number 424 on all architectures share them.
 *
 * @param auditArch the architecture's name to seccomp
 * @param x32 whether there is a second set of numbers, to be refused as a whole
 * @param refused those that a sealed process has no use for at all; see {@link #X86_64} for their names
 */
record SystemCalls(int auditArch, boolean x32, int prctl, int capget, int capset, int getpriority, int setpriority, int schedSetaffinity, int schedGetaffinity, int prlimit64, int setpgid, int openat, int close, int seccomp,
        int socket, int newThread, int kill, int tkill, int tgkill, int utimensat, int fcntl, int ioctl, int[] internet, int[] refused) {

    static final int LANDLOCK_CREATE_RULESET = 444;
    static final int LANDLOCK_ADD_RULE = 445;
    static final int LANDLOCK_RESTRICT_SELF = 446;
    static final int CLONE3 = 435;
    static final int FACCESSAT2 = 439;

    /**
     * The first number that Linux had given to no call when this was written. From there on a call is answered as by a kernel
     * that does not have it: nobody could say yet what it reaches, and whatever is newer than its caller gets along without.
     */
    static final int FIRST_UNKNOWN = 470;

    /** New mount interface, io_uring (which would pass by the filter), other processes' descriptors and signals. */
    static final int[] REFUSED_EVERYWHERE = {
        424, // pidfd_send_signal
        425, 426, 427, // io_uring_setup, _enter, _register
        428, 429, 430, 431, 432, 433, // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick
        434, 438, // pidfd_open, pidfd_getfd
        440, 442, 448, // process_madvise, mount_setattr, process_mrelease
        452, 463, 466, // fchmodat2, setxattrat, removexattrat
        443, // quotactl_fd: what others may store
        460, // lsm_set_self_attr: the label by which the machine's own rules know this process
        467, 469, // open_tree_attr, file_setattr: the mount and the attribute calls above by newer names
    };

    static final SystemCalls X86_64 = new SystemCalls(0xc000003e, true, 157, 125, 126, 140, 141, 203, 204, 302, 109, 257, 3, 317, 41, 56, 62, 200, 234,
            280, 72, 16, new int[] {42, 43, 49, 50, 288}, new int[] {
                53, // socketpair
                57, 58, // fork, vfork
                59, 322, // execve, execveat
                101, 310, 311, 312, // ptrace, process_vm_readv, process_vm_writev, kcmp
                129, 297, // rt_sigqueueinfo, rt_tgsigqueueinfo
                112, // setsid
                29, 30, 64, 68, 240, // shmget, shmat, semget, msgget, mq_open
                31, 65, 220, 66, 69, 70, 71, 241, // shmctl, semop, semtimedop, semctl, msgsnd, msgrcv, msgctl, mq_unlink: others', by a number or name that can be guessed
                90, 91, 268, // chmod, fchmod, fchmodat: Landlock does not govern these
                92, 93, 94, 260, // chown, fchown, lchown, fchownat
                188, 189, 190, 197, 198, 199, // setxattr and removexattr, l and f
                132, 235, 261, // utime, utimes, futimesat
                165, 166, 155, 161, 272, 308, // mount, umount2, pivot_root, chroot, unshare, setns
                321, 298, 323, // bpf, perf_event_open, userfaultfd
                248, 249, 250, // add_key, request_key, keyctl
                175, 313, 176, 246, 320, 169, 167, 168, 163, 179, // modules, kexec, reboot, swap, acct, quotactl
                303, 304, // name_to_handle_at, open_by_handle_at
                105, 106, 113, 114, 116, 117, 119, 122, 123, 126, // setuid and the like, capset
                135, 154, // personality, modify_ldt
                141, 142, 144, 203, 314, 251, // setpriority, sched_setparam, _setscheduler, _setaffinity, _setattr, ioprio_set: of any process
                256, 279, // migrate_pages, move_pages
                164, 227, 159, 305, // settimeofday, clock_settime, adjtimex, clock_adjtime: what the machine's own user might
                170, 171, 103, 300, // sethostname, setdomainname, syslog, fanotify_init
                253, 294, 254, // inotify_init, inotify_init1, inotify_add_watch: tell the names in any folder, Landlock does not govern them
                172, 173, // iopl, ioperm: the devices themselves
                153, // vhangup: the terminal of whoever started this
            });

    static final SystemCalls AARCH64 = new SystemCalls(0xc00000b7, false, 167, 90, 91, 141, 140, 122, 123, 261, 154, 56, 57, 277, 198, 220, 129, 130,
            131, 88, 25, 29, new int[] {203, 202, 200, 201, 242}, new int[] {
                199, // socketpair
                221, 281, // execve, execveat
                117, 270, 271, 272, // ptrace, process_vm_readv, process_vm_writev, kcmp
                138, 240, // rt_sigqueueinfo, rt_tgsigqueueinfo
                157, // setsid
                194, 196, 190, 186, 180, // shmget, shmat, semget, msgget, mq_open
                195, 193, 192, 191, 189, 188, 187, 181, // shmctl, semop, semtimedop, semctl, msgsnd, msgrcv, msgctl, mq_unlink: others', by a number or name that can be guessed
                52, 53, // fchmod, fchmodat: Landlock does not govern these
                54, 55, // fchownat, fchown
                5, 6, 7, 14, 15, 16, // setxattr and removexattr, l and f
                40, 39, 41, 51, 97, 268, // mount, umount2, pivot_root, chroot, unshare, setns
                280, 241, 282, // bpf, perf_event_open, userfaultfd
                217, 218, 219, // add_key, request_key, keyctl
                105, 273, 106, 104, 294, 142, 224, 225, 89, 60, // modules, kexec, reboot, swap, acct, quotactl
                264, 265, // name_to_handle_at, open_by_handle_at
                143, 144, 145, 146, 147, 149, 151, 152, 159, 91, // setregid and the like, setgroups, capset
                92, // personality
                140, 118, 119, 122, 274, 30, // setpriority, sched_setparam, _setscheduler, _setaffinity, _setattr, ioprio_set: of any process
                238, 239, // migrate_pages, move_pages
                170, 112, 171, 266, // settimeofday, clock_settime, adjtimex, clock_adjtime: what the machine's own user might
                161, 162, 116, 262, // sethostname, setdomainname, syslog, fanotify_init
                26, 27, // inotify_init1, inotify_add_watch: tell the names in any folder, Landlock does not govern them
                58, // vhangup: the terminal of whoever started this
            });

    /** Those of the machine that this runs on, if it is one of the two that are known. */
    static Optional<SystemCalls> ofThisMachine() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64", "arm64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
