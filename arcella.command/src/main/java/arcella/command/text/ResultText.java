package arcella.command.text;

import java.util.List;
import java.util.Map;

import arcella.command.Data;
import arcella.command.ResultShape;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/** Writes results, stream events and failures for people, escaped; every text that is not empty ends with a line end. */
public final class ResultText {

    private ResultText() {}

    /** A result as its shape says: the data first, then the message. */
    public static String result(ResultShape shape, VerbResult result, Screen screen) {
        StringBuilder out = new StringBuilder();
        if (shape instanceof ResultShape.Table(List<ResultShape.Column> columns)
                && result.data() instanceof Data.Items(List<Data> rows)) {
            out.append(TableText.table(columns, rows, screen));
        } else if (shape instanceof ResultShape.Sheet(List<ResultShape.Column> columns)
                && result.data() instanceof Data.Fields fields) {
            out.append(TableText.sheet(columns, fields, screen));
        } else if (shape instanceof ResultShape.Lines) {
            out.append(lines(result.data()));
        } else if (!(shape instanceof ResultShape.Message) && !(result.data() instanceof Data.None)) {
            // A daemon of another version may answer in a shape of its own: show it rather than nothing.
            out.append(JsonText.indented(result.data())).append('\n');
        }
        if (!result.message().isEmpty()) {
            out.append(Wrap.screen(Escape.block(result.message()), screen)).append('\n');
        }
        return out.toString();
    }

    /** Data of {@link ResultShape.Lines}, and of one streamed event. */
    public static String lines(Data data) {
        if (data instanceof Data.Text(String value)) {
            String text = Escape.block(value);
            return text.endsWith("\n") ? text : text + "\n";
        }
        if (data instanceof Data.Items(List<Data> values)) {
            StringBuilder out = new StringBuilder();
            for (Data value : values) {
                out.append(lines(value));
            }
            return out.toString();
        }
        if (data instanceof Data.Fields(Map<String, Data> values)
                && values.getOrDefault("line", values.getOrDefault("text", Data.NONE)) instanceof Data.Text text) {
            return lines(text);
        }
        return data instanceof Data.None ? "" : JsonText.compact(data) + "\n";
    }

    /** A failure: its code, what happened, what to do. */
    public static String failure(ArcellaException failure, Screen screen) {
        String text = Wrap.screen(Escape.block(failure.getMessage()), screen) + "\n";
        return screen.colours() ? "\u001b[31m" + text.substring(0, text.length() - 1) + "\u001b[0m\n" : text;
    }

    /** A failure for machines: {@code code}, {@code message} and {@code remedy}. */
    public static Data.Fields failureData(ArcellaException failure) {
        Data.FieldsBuilder fields = Data.fields()
                .put("code", failure.code().text()).put("message", failure.what());
        return failure.remedy().isEmpty() ? fields.build() : fields.put("remedy", failure.remedy()).build();
    }

    /** A result for machines: its data, or its message where there is none. */
    public static Data machine(VerbResult result) {
        return result.data() instanceof Data.None
                ? Data.fields().put("message", result.message()).build() : result.data();
    }

    /** The same as JSON; nothing where all there was has been streamed. */
    public static String json(ResultShape shape, VerbResult result) {
        boolean streamed = shape instanceof ResultShape.Lines && result.data() instanceof Data.None && result.message().isEmpty();
        return streamed ? "" : JsonText.indented(machine(result)) + "\n";
    }
}
