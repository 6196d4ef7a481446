package arcella.wasi.fs;

import java.util.Optional;

/** The machines whose kernel interface is known here; they differ in call numbers and two flags. */
enum Machine {
    X86_64(0x10000, 0x20000),
    AARCH64(0x4000, 0x8000);

    private final int directory;
    private final int noFollow;

    Machine(int directory, int noFollow) {
        this.directory = directory;
        this.noFollow = noFollow;
    }

    /** {@code O_DIRECTORY}. */
    int directory() {
        return directory;
    }

    /** {@code O_NOFOLLOW}. */
    int noFollow() {
        return noFollow;
    }

    /** The one this runs on; empty where the sandbox cannot work. */
    static Optional<Machine> here() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
