package arcella.worker.internal.wire;

import java.io.IOException;
import java.nio.file.Path;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;

/** How what a guest was refused is written. */
final class Denials {

    private static final int CONNECT = 1;
    private static final int LISTEN = 2;
    private static final int WRITING = 3;
    private static final int FOLDER = 4;
    private static final int NOTHING = 5;
    private static final int RAISE = 6;
    private static final int HEAP = 7;

    private Denials() {}

    static void write(Writer out, Denial denial) {
        out.text(denial.attempt());
        switch (denial.remedy()) {
            case Remedy.Connect(String rule) -> out.integer(CONNECT).text(rule);
            case Remedy.Listen(String rule) -> out.integer(LISTEN).text(rule);
            case Remedy.Writing(Path host, String guest) -> out.integer(WRITING).text(host.toString()).text(guest);
            case Remedy.Folder() -> out.integer(FOLDER);
            case Remedy.Raise(String limit) -> out.integer(RAISE).text(limit);
            case Remedy.Heap(boolean worker) -> out.integer(HEAP).bool(worker);
            case Remedy.Nothing() -> out.integer(NOTHING);
        }
    }

    static Denial read(Reader in) throws IOException {
        String attempt = in.text();
        int kind = in.integer();
        return new Denial(attempt, switch (kind) {
            case CONNECT -> new Remedy.Connect(in.text());
            case LISTEN -> new Remedy.Listen(in.text());
            case WRITING -> new Remedy.Writing(Parts.path(in.text()), in.text());
            case FOLDER -> new Remedy.Folder();
            case RAISE -> new Remedy.Raise(in.text());
            case HEAP -> new Remedy.Heap(in.bool());
            case NOTHING -> new Remedy.Nothing();
            default -> throw Reader.bad("a remedy of the unknown kind " + kind);
        });
    }
}
