package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another thread swaps what a path goes through, all the time, for something that leads out. */
@Timeout(60)
class SwapTest {

    private static final long RACE_NANOS = 700_000_000L;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final TimeChange NOW = new TimeChange.Now();

    @TempDir
    Path around;

    private interface Attempt {
        void run() throws FsException;
    }

    /** Runs attempts while the host renames {@code inside} and {@code outside} to {@code swapped} and back in turn. */
    private static Set<FsError> race(Jail jail, String inside, String outside, Attempt attempt) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong swaps = new AtomicLong();
        Path swapped = jail.host.resolve("swapped");
        Thread swapper = new Thread(() -> {
            try {
                while (!stop.get()) {
                    for (String name : new String[] {inside, outside}) {
                        Path own = jail.host.resolve(name);
                        Files.move(own, swapped, StandardCopyOption.ATOMIC_MOVE);
                        Thread.onSpinWait();
                        Files.move(swapped, own, StandardCopyOption.ATOMIC_MOVE);
                    }
                    swaps.incrementAndGet();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        swapper.start();
        Set<FsError> errors = new HashSet<>();
        int successes = 0;
        long end = System.nanoTime() + RACE_NANOS;
        try {
            while (System.nanoTime() < end
                    || (successes == 0 || errors.isEmpty() || swaps.get() < 10) && System.nanoTime() < end + PATIENCE_NANOS) {
                try {
                    attempt.run();
                    successes++;
                } catch (FsException e) {
                    errors.add(e.error());
                }
            }
        } finally {
            stop.set(true);
            swapper.join();
        }
        jail.assertOutsideUntouched();
        assertThat(successes).as("attempts that met the real thing").isPositive();
        assertThat(errors).as("attempts that met the trap").isNotEmpty();
        return errors;
    }

    /** Clears away what an earlier attempt may have left; whether it did does not matter. */
    private static boolean tidy(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (FsException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void aFolderOnTheWay(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Files.createDirectory(jail.host.resolve("real"));
            Files.writeString(jail.host.resolve("real/file"), "real");
            jail.hostLink("trap", "../outside");

            race(jail, "real", "trap", () -> assertThat(jail.read("swapped/file")).isEqualTo("real"));
            race(jail, "real", "trap", () -> {
                tidy(() -> jail.folder.unlink(GuestPath.of("swapped/planted")));
                jail.create("swapped/planted", "x").close();
                jail.folder.unlink(GuestPath.of("swapped/planted"));
            });
            race(jail, "real", "trap", () -> {
                // A swap between the two leaves the folder behind, for the next attempt to take away first.
                tidy(() -> jail.folder.removeDirectory(GuestPath.of("swapped/planted-dir")));
                jail.folder.makeDirectory(GuestPath.of("swapped/planted-dir"));
                jail.folder.removeDirectory(GuestPath.of("swapped/planted-dir"));
            });
            race(jail, "real", "trap", () -> {
                tidy(() -> jail.folder.rename(GuestPath.of("swapped/renamed"), jail.folder, GuestPath.of("swapped/file")));
                jail.folder.rename(GuestPath.of("swapped/file"), jail.folder, GuestPath.of("swapped/renamed"));
                jail.folder.rename(GuestPath.of("swapped/renamed"), jail.folder, GuestPath.of("swapped/file"));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void linksAndTimesBehindAFolderOnTheWay(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Files.createDirectory(jail.host.resolve("real"));
            Files.writeString(jail.host.resolve("real/file"), "real");
            jail.hostLink("trap", "../outside");
            GuestPath planted = GuestPath.of("swapped/planted");
            GuestPath file = GuestPath.of("swapped/file");

            race(jail, "real", "trap", () -> {
                tidy(() -> jail.folder.unlink(planted));
                jail.folder.link(GuestPath.of("inside.txt"), jail.folder, planted);
            });
            // From there: what lies outside must not get a name inside.
            race(jail, "real", "trap", () -> {
                tidy(() -> jail.folder.unlink(GuestPath.of("taken")));
                jail.folder.link(file, jail.folder, GuestPath.of("taken"));
                assertThat(jail.read("taken")).isEqualTo("real");
            });
            race(jail, "real", "trap", () -> {
                tidy(() -> jail.folder.unlink(planted));
                jail.folder.symlink(GuestPath.of("file"), planted);
            });
            race(jail, "real", "trap", () -> jail.folder.setTimes(file, true, NOW, NOW));
            race(jail, "real", "trap", () -> jail.folder.setTimes(file, false, NOW, NOW));
            race(jail, "real", "trap", () -> {
                tidy(() -> jail.create("swapped/file", "real").close());
                jail.folder.unlink(file);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void truncationAndTimesOfTheLastComponent(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Files.writeString(jail.host.resolve("real"), "real");
            jail.hostLink("trap", "../secret.txt");
            GuestPath swapped = GuestPath.of("swapped");

            race(jail, "real", "trap", () -> {
                OpenFile file = (OpenFile) jail.folder.open(swapped,
                        new OpenRequest(true, true, false, false, true, false, true));
                try {
                    assertThat(file.size()).isZero();
                    file.setSize(3);
                } finally {
                    file.close();
                }
            });
            race(jail, "real", "trap", () -> jail.folder.setTimes(swapped, true, NOW, NOW));
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void theLastComponent(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Files.writeString(jail.host.resolve("real"), "real");
            jail.hostLink("trap", "../secret.txt");

            race(jail, "real", "trap", () -> assertThat(jail.read("swapped")).isEqualTo("real"));
            race(jail, "real", "trap", () -> {
                OpenFile file = (OpenFile) jail.folder.open(GuestPath.of("swapped"),
                        new OpenRequest(true, true, false, false, false, false, true));
                try {
                    file.write(Spans.of("real".getBytes(), 0, 4), 0);
                } finally {
                    file.close();
                }
            });
            race(jail, "real", "trap", () -> assertThat(jail.folder.stat(GuestPath.of("swapped"), true).size())
                    .isEqualTo(4));
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void aFolderMovedUpWhileDotsGoBackThroughIt(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Files.createDirectories(jail.host.resolve("deep/er"));
            Files.createDirectories(jail.host.resolve("other"));
            AtomicBoolean stop = new AtomicBoolean();
            Thread mover = new Thread(() -> {
                try {
                    while (!stop.get()) {
                        Files.move(jail.host.resolve("deep/er"), jail.host.resolve("er"));
                        Files.move(jail.host.resolve("er"), jail.host.resolve("deep/er"));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            mover.start();
            Set<FsError> seen = new HashSet<>();
            long end = System.nanoTime() + RACE_NANOS;
            try {
                while (System.nanoTime() < end) {
                    for (String path : new String[] {"deep/er/../../../secret.txt", "er/../../secret.txt",
                            "deep/er/../../secret.txt"}) {
                        try {
                            jail.read(path);
                            throw new AssertionError("read " + path);
                        } catch (FsException e) {
                            seen.add(e.error());
                        }
                    }
                }
            } finally {
                stop.set(true);
                mover.join();
            }
            assertThat(seen).isSubsetOf(FsError.ESCAPE, FsError.NO_ENTRY);
            jail.assertOutsideUntouched();
        }
    }
}
