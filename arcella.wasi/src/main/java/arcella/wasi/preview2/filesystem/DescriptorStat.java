package arcella.wasi.preview2.filesystem;

import java.util.Optional;

import arcella.wasi.fs.FileStat;
import arcella.wasi.fs.FileStat.FileTime;
import arcella.wasi.preview2.clocks.Datetime;

/**
 * The record {@code descriptor-stat}.
 *
 * @param type what it is
 * @param linkCount how many names it has
 * @param size in bytes
 * @param dataAccessTimestamp when it was last read
 * @param dataModificationTimestamp when its data last changed
 * @param statusChangeTimestamp when anything about it last changed
 */
public record DescriptorStat(DescriptorType type, long linkCount, long size, Optional<Datetime> dataAccessTimestamp,
        Optional<Datetime> dataModificationTimestamp, Optional<Datetime> statusChangeTimestamp) {

    static DescriptorStat of(FileStat stat) {
        return new DescriptorStat(DescriptorType.of(stat.kind()), stat.links(), stat.size(),
                shown(stat.accessed()), shown(stat.modified()), shown(stat.changed()));
    }

    /** A datetime counts from 1970 on: an earlier moment cannot be told. */
    private static Optional<Datetime> shown(FileTime time) {
        return time.seconds() < 0 ? Optional.empty() : Optional.of(new Datetime(time.seconds(), time.nanos()));
    }
}
