package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import arcella.command.Data;
import arcella.runtime.LimitReport;
import arcella.runtime.manifest.Limit;
import arcella.worker.InstanceStatistics;
import arcella.worker.LimitUse;
import arcella.worker.MemoryUse;
import arcella.worker.PerCall;

/** The limits of a module with what its instance holds of them, for people and for machines. */
final class LimitLines {

    private static final double NANOS = 1_000_000;

    private LimitLines() {}

    /**
     * A line for each limit, and behind it the same in fields: {@code name}, {@code limit} in {@code unit} (bytes, ms, or
     * a count), {@code origin}, and as far as there is such {@code asked}, {@code now}, {@code last} and {@code most}.
     *
     * @param statistics of its instance, if it has had one
     * @param lives whether that lives: one that has ended holds nothing
     * @param shared what the memories of all modules of its process take, if it has one
     */
    static Data.Items of(List<LimitReport> limits, Optional<InstanceStatistics> statistics, boolean lives,
            Optional<MemoryUse> shared) {
        List<Data> lines = new ArrayList<>();
        for (LimitReport report : limits) {
            Limit limit = report.limit();
            Data.FieldsBuilder fields = Data.fields();
            String use = statistics.map(figures -> use(limit, figures, lives, fields)).orElse("")
                    + shared.filter(all -> lives && limit == Limit.MEMORY && statistics.isPresent())
                            .map(all -> together(limit, all, fields)).orElse("");
            Data.FieldsBuilder line = Data.fields()
                    .put("text", report.text() + (use.isEmpty() ? "" : ": " + use))
                    .put("name", limit.key())
                    .put("unit", switch (limit.unit()) {
                        case BYTES -> "bytes";
                        case COUNT -> "count";
                        case TIME -> "ms";
                    });
            report.value().ifPresent(value -> line.put("limit", value));
            line.put("origin", report.origin().text());
            report.asked().ifPresent(asked -> line.put("asked", asked));
            report.present().ifPresent(present -> line.put("until-restart", present));
            fields.build().values().forEach(line::put);
            lines.add(line.build());
        }
        return Data.items(lines);
    }

    /** What is used of a limit, in words; the numbers go into the fields. */
    private static String use(Limit limit, InstanceStatistics figures, boolean lives, Data.FieldsBuilder fields) {
        LimitUse use = figures.use();
        return switch (limit) {
            case MEMORY -> held(limit, figures.memoryBytes(), lives, fields);
            case TABLE_ELEMENTS -> held(limit, use.tableElements(), lives, fields);
            case INSTANCES -> held(limit, use.instances(), lives, fields);
            case TABLES -> held(limit, use.tables(), lives, fields);
            case MEMORIES -> held(limit, use.memories(), lives, fields);
            case HANDLES -> held(limit, use.handles(), lives, fields);
            case OPEN_FILES -> held(limit, use.wasi().openFiles(), lives, fields);
            case SOCKETS -> held(limit, use.wasi().sockets(), lives, fields);
            case FUEL -> use.fuel().map(fuel -> {
                fields.put("last", fuel.last()).put("most", fuel.most());
                return "last call " + fuel.last() + ", most " + fuel.most();
            }).orElse("");
            case DEADLINE -> {
                PerCall time = use.nanos();
                fields.put("last", new Data.Real(time.last() / NANOS)).put("most", new Data.Real(time.most() / NANOS));
                yield "last call " + millis(time.last()) + ", most " + millis(time.most());
            }
            case HOST_CALL_BYTES -> most(limit, use.callBytes(), fields);
            case RANDOM_BYTES -> most(limit, use.wasi().randomBytes(), fields);
            case HTTP_FIELD_BYTES -> most(limit, use.wasi().httpFieldBytes(), fields);
            case CALL_DEPTH -> held(limit, use.callDepth(), lives, fields);
        };
    }

    private static String held(Limit limit, long amount, boolean lives, Data.FieldsBuilder fields) {
        if (!lives) {
            return "";
        }
        fields.put("now", amount);
        return limit.text(amount) + " now";
    }

    private static String together(Limit limit, MemoryUse all, Data.FieldsBuilder fields) {
        fields.put("together", all.usedBytes()).put("together-limit", all.limitBytes());
        return ", all modules of its process " + limit.text(all.usedBytes()) + " of " + limit.text(all.limitBytes() >> 20 << 20);
    }

    private static String most(Limit limit, long amount, Data.FieldsBuilder fields) {
        fields.put("most", amount);
        return "most " + limit.text(amount);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 100 * NANOS ? "%.2fms" : "%.0fms", nanos / NANOS);
    }
}
