package arcella.wasi.preview2.filesystem;

import java.util.Objects;

import arcella.wasi.fs.FileStat.FileTime;
import arcella.wasi.fs.TimeChange;
import arcella.wasi.preview2.clocks.Datetime;

/** The variant {@code new-timestamp}: what to do with one of a file's times. */
public sealed interface NewTimestamp {

    /** Leave it. */
    record NoChange() implements NewTimestamp {}

    /** Set it to the present time. */
    record Now() implements NewTimestamp {}

    /** Set it to that moment. */
    record Timestamp(Datetime datetime) implements NewTimestamp {
        /** Refuses null. */
        public Timestamp {
            Objects.requireNonNull(datetime, "datetime");
        }
    }

    /** As the sandbox takes it. */
    default TimeChange change() throws FilesystemFailure {
        return switch (this) {
            case NoChange() -> new TimeChange.Keep();
            case Now() -> new TimeChange.Now();
            case Timestamp(Datetime moment) -> {
                if (moment.seconds() < 0) {
                    throw ErrorCode.OVERFLOW.failure();
                }
                if (moment.nanoseconds() > 999_999_999L) {
                    throw ErrorCode.INVALID.failure();
                }
                yield new TimeChange.At(new FileTime(moment.seconds(), (int) moment.nanoseconds()));
            }
        };
    }
}
