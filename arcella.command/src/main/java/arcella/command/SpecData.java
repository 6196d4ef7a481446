package arcella.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.command.Parameter.Kind;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.error.ArcellaException;

/**
 * Carries the description of a verb as {@link Data}, so that clients need no verbs of their own. Fields at their usual
 * value are left out; the layout is described in {@code docs/ALME.md}.
 *
 * <p>Unknown fields are passed over, so that a newer daemon can say more; kinds, shapes, roles and formats that are not
 * known fall back to text, no table, admin and plain.
 */
public final class SpecData {

    private SpecData() {}

    /** The description of a verb as data. */
    public static Data.Fields of(VerbSpec spec) {
        Data.FieldsBuilder out = Data.fields().put("name", spec.name().toString()).put("summary", spec.summary());
        if (!spec.description().isEmpty()) {
            out.put("description", spec.description());
        }
        if (!spec.parameters().isEmpty()) {
            List<Data> parameters = new ArrayList<>();
            for (Parameter parameter : spec.parameters()) {
                parameters.add(of(parameter));
            }
            out.put("parameters", new Data.Items(parameters));
        }
        if (spec.role() == Role.READ_ONLY) {
            out.put("role", spec.role().word());
        }
        putShape(out, spec.shape());
        if (!spec.examples().isEmpty()) {
            out.put("examples", Data.texts(spec.examples()));
        }
        return out.build();
    }

    private static Data.Fields of(Parameter parameter) {
        Data.FieldsBuilder out = Data.fields().put("name", parameter.name()).put("help", parameter.help());
        putKind(out, parameter.kind());
        putIf(out, "positional", parameter.positional());
        putIf(out, "required", parameter.required());
        putIf(out, "repeated", parameter.repeated());
        if (parameter.shortName().isPresent()) {
            out.put("letter", parameter.shortName().get().toString());
        }
        return out.build();
    }

    private static void putIf(Data.FieldsBuilder out, String name, boolean value) {
        if (value) {
            out.put(name, true);
        }
    }

    private static void putKind(Data.FieldsBuilder out, Kind kind) {
        switch (kind) {
            case Parameter.Flag _ -> out.put("kind", "flag");
            case Parameter.Text(String label) -> out.put("kind", "text").put("label", label);
            case Parameter.Whole(long min, long max) -> out.put("kind", "whole").put("min", min).put("max", max);
            case Parameter.Choice(List<String> words) -> out.put("kind", "choice").put("words", Data.texts(words));
            case Parameter.Reference(String what) -> out.put("kind", "reference").put("what", what);
            case Parameter.NameOrPath(String what, List<String> suffixes, String upload, String sent) -> {
                out.put("kind", "name-or-path").put("what", what).put("suffixes", Data.texts(suffixes));
                if (!upload.isEmpty()) {
                    out.put("upload", upload).put("sent", sent);
                }
            }
            case Parameter.Upload(String beside, List<String> besides) -> {
                out.put("kind", "upload");
                if (!beside.isEmpty()) {
                    out.put("beside", beside).put("besides", Data.texts(besides));
                }
            }
        }
    }

    private static void putShape(Data.FieldsBuilder out, ResultShape shape) {
        switch (shape) {
            case ResultShape.Message _ -> out.put("shape", "message");
            case ResultShape.Sheet(List<Column> columns) -> out.put("shape", "sheet").put("columns", columns(columns));
            case ResultShape.Table(List<Column> columns) -> out.put("shape", "table").put("columns", columns(columns));
            case ResultShape.Lines _ -> out.put("shape", "lines");
            case ResultShape.Terminal _ -> out.put("shape", "terminal");
        }
    }

    private static Data.Items columns(List<Column> columns) {
        List<Data> items = new ArrayList<>();
        for (Column column : columns) {
            Data.FieldsBuilder out = Data.fields().put("key", column.key()).put("title", column.title());
            if (column.format() != Format.PLAIN) {
                out.put("format", word(column.format()));
            }
            putIf(out, "wide", column.wideOnly());
            items.add(out.build());
        }
        return new Data.Items(items);
    }

    /**
     * Reads the description of a verb.
     *
     * @throws ArcellaException {@link CommandError#BAD_SPEC} if it is none
     */
    public static VerbSpec read(Data data) {
        try {
            if (data instanceof Data.Fields fields) {
                List<Parameter> parameters = new ArrayList<>();
                for (Data parameter : items(fields, "parameters")) {
                    parameters.add(parameter(parameter));
                }
                return new VerbSpec(
                        VerbName.of(text(fields, "name")),
                        text(fields, "summary"),
                        text(fields, "description"),
                        parameters,
                        Role.of(text(fields, "role")).orElse(Role.ADMIN),
                        shape(fields),
                        texts(fields, "examples"));
            }
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
        throw bad("no fields", null);
    }

    private static Parameter parameter(Data data) {
        if (!(data instanceof Data.Fields fields)) {
            throw bad("a parameter without fields", null);
        }
        String letter = text(fields, "letter");
        Kind kind = kind(fields);
        return new Parameter(
                text(fields, "name"),
                kind,
                text(fields, "help"),
                truth(fields, "positional"),
                truth(fields, "required"),
                truth(fields, "repeated"),
                letter.isEmpty() ? Optional.empty() : Optional.of(letter.charAt(0)));
    }

    private static Kind kind(Data.Fields fields) {
        return switch (text(fields, "kind")) {
            case "flag" -> new Parameter.Flag();
            case "whole" -> new Parameter.Whole(whole(fields, "min", Long.MIN_VALUE), whole(fields, "max", Long.MAX_VALUE));
            case "choice" -> new Parameter.Choice(texts(fields, "words"));
            case "reference" -> new Parameter.Reference(text(fields, "what"));
            case "name-or-path" -> new Parameter.NameOrPath(text(fields, "what"), texts(fields, "suffixes"), text(fields, "upload"), text(fields, "sent"));
            case "upload" -> new Parameter.Upload(text(fields, "beside"), texts(fields, "besides"));
            default -> new Parameter.Text(text(fields, "label").isEmpty() ? "VALUE" : text(fields, "label"));
        };
    }

    private static ResultShape shape(Data.Fields fields) {
        return switch (text(fields, "shape")) {
            case "sheet" -> new ResultShape.Sheet(columns(fields));
            case "table" -> new ResultShape.Table(columns(fields));
            case "lines" -> new ResultShape.Lines();
            case "terminal" -> new ResultShape.Terminal();
            default -> new ResultShape.Message();
        };
    }

    private static List<Column> columns(Data.Fields fields) {
        List<Column> columns = new ArrayList<>();
        for (Data item : items(fields, "columns")) {
            if (!(item instanceof Data.Fields column)) {
                throw bad("a column without fields", null);
            }
            Format format = format(text(column, "format"));
            columns.add(new Column(text(column, "key"), text(column, "title"), format, truth(column, "wide")));
        }
        return columns;
    }

    private static String text(Data.Fields fields, String name) {
        return fields.values().get(name) instanceof Data.Text(String value) ? value : "";
    }

    private static boolean truth(Data.Fields fields, String name) {
        return fields.values().get(name) instanceof Data.Truth(boolean value) && value;
    }

    private static long whole(Data.Fields fields, String name, long otherwise) {
        return fields.values().get(name) instanceof Data.Whole(long value) ? value : otherwise;
    }

    private static List<Data> items(Data.Fields fields, String name) {
        return fields.values().get(name) instanceof Data.Items(List<Data> values) ? values : List.of();
    }

    private static List<String> texts(Data.Fields fields, String name) {
        List<String> texts = new ArrayList<>();
        for (Data item : items(fields, name)) {
            if (item instanceof Data.Text(String value)) {
                texts.add(value);
            }
        }
        return texts;
    }

    private static ArcellaException bad(String why, @Nullable Throwable cause) {
        return new ArcellaException(
                CommandError.BAD_SPEC,
                "the daemon describes a command in a way that this program does not understand: " + why,
                "use the program that came with the daemon",
                cause);
    }

    private static String word(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    private static Format format(String word) {
        for (Format format : Format.values()) {
            if (word(format).equals(word)) {
                return format;
            }
        }
        return Format.PLAIN;
    }
}
