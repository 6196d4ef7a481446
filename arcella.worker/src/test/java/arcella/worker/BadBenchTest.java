package arcella.worker;

import static arcella.worker.HostFixture.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.engine.EngineError;
import arcella.engine.core.CompileCache;
import arcella.engine.core.CompileProgress;
import arcella.error.ErrorCode;

/** What comes of workers that compile, when the module that they look at has taken them over. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadBenchTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path cacheFolder;

    private WorkerSupervisor supervisor;

    @AfterEach
    void nothingIsLeft() {
        supervisor.close();
        assertThat(folder).isEmptyDirectory();
    }

    private Workbench bench(FakeBench.Mode mode) {
        // Those that do something may be held up by others; those that never will need not be waited for so long.
        boolean silent = mode == FakeBench.Mode.STOPS;
        supervisor = new WorkerSupervisor(Workplace.options(folder).withHeartbeat(Duration.ofMillis(silent ? 500 : 3_000))
                .withJvmArguments(FakeBench.mode(mode)),
                WorkbenchOptions.defaults().withSpare(Duration.ZERO).withTime(Duration.ofSeconds(20))
                        .withCompiledBytes(1 << 20),
                FakeBench.class.getName());
        return supervisor.workbench(Guests.example("hello"), false);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"GARBAGE", "WRONG_ANSWER", "WRONG_REQUEST", "PROGRESS_OF_NOTHING",
        "EXITS"})
    void oneThatDoesNotExamineIsTold(FakeBench.Mode mode) {
        try (Workbench bench = bench(mode)) {
            assertCode(bench::examine, WorkerError.COMPILE_WORKER, "validating", switch (mode) {
                case EXITS -> "exit code 5";
                default -> "was given up: ";
            });
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = "STOPS")
    void oneThatGivesNoSignOfLifeIsEnded(FakeBench.Mode mode) {
        try (Workbench bench = bench(mode)) {
            assertCode(bench::examine, WorkerError.COMPILE_LIMIT, "validating", "no sign of life");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"NEVER_ANSWERS", "TELLS_FOR_EVER"})
    void oneThatDoesNotEndIsEnded(FakeBench.Mode mode) {
        CompileCache cache = cache();
        try (Workbench bench = bench(mode)) {
            bench.examine();
            assertCode(() -> bench.compile(InstanceLimits.defaults(), CompileProgress.NONE, Optional.of(cache)),
                    WorkerError.COMPILE_LIMIT, "compiling", "20 s");
        }
    }

    private CompileCache cache() {
        return CompileCache.open(cacheFolder.resolve("compiled"), 64L << 20);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"LIES_ABOUT_COST", "LIES_ABOUT_TIME"})
    void costsBeyondTheBoundAreRefused(FakeBench.Mode mode) {
        try (Workbench bench = bench(mode)) {
            assertCode(bench::examine, WorkerError.COMPILE_LIMIT, "declarations");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = "HANDS_OVER_RUBBISH")
    void whatItHandsOverIsNotTakenUnlessItIsRight(FakeBench.Mode mode) {
        refused(mode, EngineError.FOREIGN_CODE, "was refused");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"NAMES_A_PATH", "HANDS_OVER_TWICE", "HANDS_OVER_UNASKED"})
    void oneThatHandsOverWhatCannotBeIsGivenUp(FakeBench.Mode mode) {
        refused(mode, WorkerError.COMPILE_WORKER, "compiled code");
    }

    /** It may write to no disk; and of what it hands over, as much is written as may be. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"FILLS_THE_DISK", "FILLS_THE_FOLDER"})
    void oneThatHandsOverWithoutEndFillsNoDisk(FakeBench.Mode mode) {
        refused(mode, WorkerError.COMPILE_LIMIT, "takes more than 1 MiB, or 1000 files");
    }

    private void refused(FakeBench.Mode mode, ErrorCode code, String words) {
        CompileCache cache = cache();
        try (Workbench bench = bench(mode)) {
            bench.examine();
            assertCode(() -> bench.compile(InstanceLimits.defaults(), CompileProgress.NONE, Optional.of(cache)), code, words);
        }
        assertThat(cacheFolder.resolve("compiled")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = "LEAVES_NOTHING")
    void nothingIsNoEntry(FakeBench.Mode mode) {
        CompileCache cache = cache();
        try (Workbench bench = bench(mode)) {
            bench.examine();
            bench.compile(InstanceLimits.defaults(), CompileProgress.NONE, Optional.of(cache));
        }
        assertThat(cacheFolder.resolve("compiled")).isEmptyDirectory();
    }
}
