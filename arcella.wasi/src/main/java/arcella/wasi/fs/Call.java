package arcella.wasi.fs;

/** The system calls used here, with their numbers on both machines. */
enum Call {
    CLOSE(3, 57),
    LSEEK(8, 62),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    FSYNC(74, 82),
    FDATASYNC(75, 83),
    FTRUNCATE(77, 46),
    FSTATFS(138, 44),
    GETDENTS64(217, 61),
    FADVISE64(221, 223),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    UNLINKAT(263, 35),
    LINKAT(265, 37),
    SYMLINKAT(266, 36),
    READLINKAT(267, 78),
    UTIMENSAT(280, 88),
    FALLOCATE(285, 47),
    RENAMEAT2(316, 276),
    PWRITEV2(328, 287),
    STATX(332, 291),
    OPENAT2(437, 437);

    private final int x86;
    private final int arm;

    Call(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    int number(Machine machine) {
        return switch (machine) {
            case X86_64 -> x86;
            case AARCH64 -> arm;
        };
    }
}
