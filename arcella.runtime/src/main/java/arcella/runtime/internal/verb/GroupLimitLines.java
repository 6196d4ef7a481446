package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.command.Data;
import arcella.runtime.internal.host.GroupLimit;
import arcella.runtime.manifest.ByteSize;
import arcella.worker.WorkerStatistics;

/** What the worker of a group may have, with what it has: a line each. */
final class GroupLimitLines {

    private GroupLimitLines() {}

    static Data of(List<GroupLimit> limits, Optional<WorkerStatistics> worker) {
        List<Data> lines = new ArrayList<>();
        for (GroupLimit limit : limits) {
            boolean heap = limit.name().equals("heap");
            Data.FieldsBuilder line = Data.fields();
            StringBuilder text = new StringBuilder(limit.name()).append(' ')
                    .append(limit.value().isEmpty() ? "without a limit" : heap ? size(limit.value().getAsLong())
                            : Long.toString(limit.value().getAsLong()))
                    .append(" (").append(limit.origin()).append(')');
            worker.ifPresent(present -> {
                if (heap) {
                    heap(limit, present, text, line);
                } else {
                    text.append(": ").append(present.modules().size()).append(" now");
                    line.put("now", present.modules().size());
                }
            });
            Data.FieldsBuilder fields = Data.fields().put("text", text.toString()).put("name", limit.name())
                    .put("unit", heap ? "bytes" : "count").put("origin", limit.origin());
            limit.value().ifPresent(value -> fields.put("limit", value));
            line.build().values().forEach(fields::put);
            lines.add(fields.build());
        }
        worker.map(WorkerStatistics::memory).filter(memory -> memory.limitBytes() > 0).ifPresent(memory -> lines.add(Data.fields()
                .put("text", "memories " + size(memory.limitBytes() >> 20 << 20) + " (of the heap): " + size(memory.usedBytes()) + " now")
                .put("name", "memories").put("unit", "bytes").put("origin", "of the heap")
                .put("limit", memory.limitBytes()).put("now", memory.usedBytes()).build()));
        return Data.items(lines);
    }

    private static void heap(GroupLimit limit, WorkerStatistics present, StringBuilder text, Data.FieldsBuilder line) {
        // It tells so with its signs of life, of which the first has not come yet.
        boolean told = present.heapUsedBytes() > 0;
        boolean other = limit.value().orElse(0) != present.heapBytes();
        if (told || other) {
            text.append(": ");
        }
        if (told) {
            text.append(size(present.heapUsedBytes() >> 20 << 20)).append(" now, garbage included");
            line.put("now", present.heapUsedBytes());
        }
        if (other) {
            text.append(told ? "; " : "").append("this process has ").append(size(present.heapBytes())).append(" until it ends");
            line.put("until-restart", present.heapBytes());
        }
    }

    private static String size(long bytes) {
        return new ByteSize(bytes).toString();
    }
}
