package arcella.wit.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.WitFunction;
import arcella.wit.WitType;

/**
 * Writes types and signatures on one line.
 *
 * @param inline whether to write records and the like in the place of a name, which WIT itself does not allow
 * @param shadowed whether {@code error-context} is the name of another type here
 */
record TypeWriter(boolean inline, boolean shadowed) {

    /** As WIT demands it. */
    static final TypeWriter STRICT = new TypeWriter(false, false);

    /** For messages: whatever the type. */
    static final TypeWriter INLINE = new TypeWriter(true, false);

    /** Where a closed type from elsewhere is deeper than this, dots take the place of the rest. */
    private static final int MAX_DEPTH = 200;

    String type(WitType type) {
        StringBuilder out = new StringBuilder();
        write(type, out, 0);
        return out.toString();
    }

    /** {@code async func(…) -> type}, or what a resource writes in its place. */
    String signature(WitFunction function) {
        StringBuilder out = new StringBuilder();
        switch (function.kind()) {
            case CONSTRUCTOR -> out.append("constructor");
            case STATIC -> out.append("static ").append(function.isAsync() ? "async func" : "func");
            case METHOD, FREE -> out.append(function.isAsync() ? "async func" : "func");
        }
        out.append(function.params().stream()
                .map(param -> Keywords.escaped(param.name()) + ": " + type(param.type()))
                .collect(Collectors.joining(", ", "(", ")")));
        function.result().ifPresent(result -> out.append(" -> ").append(type(result)));
        return out.toString();
    }

    private void write(WitType type, StringBuilder out, int depth) {
        if (depth > MAX_DEPTH) {
            out.append("...");
            return;
        }
        switch (type) {
            case WitType.Primitive primitive -> {
                if (primitive == WitType.Primitive.ERROR_CONTEXT && shadowed) {
                    throw unwritable("the built-in error-context where another type has its name");
                }
                out.append(primitive.word());
            }
            case WitType.Named named -> out.append(Keywords.escaped(named.label()));
            case WitType.Own own -> out.append(Keywords.escaped(own.label()));
            case WitType.Borrow borrow ->
                out.append("borrow<").append(Keywords.escaped(borrow.label())).append('>');
            case WitType.ListType list -> {
                write(list.element(), out.append("list<"), depth + 1);
                list.length().ifPresent(length -> out.append(", ").append(length));
                out.append('>');
            }
            case WitType.MapType map -> {
                write(map.key(), out.append("map<"), depth + 1);
                write(map.value(), out.append(", "), depth + 1);
                out.append('>');
            }
            case WitType.OptionType option -> {
                write(option.payload(), out.append("option<"), depth + 1);
                out.append('>');
            }
            case WitType.ResultType result -> result(result, out, depth);
            case WitType.TupleType tuple -> all("tuple<", tuple.elements(), ">", out, depth);
            case WitType.StreamType stream -> optional("stream", stream.element(), out, depth);
            case WitType.FutureType future -> optional("future", future.payload(), out, depth);
            case WitType.RecordType record -> {
                open("record", out);
                String gap = " ";
                for (WitType.Field field : record.fields()) {
                    out.append(gap).append(Keywords.escaped(field.name()));
                    write(field.type(), out.append(": "), depth + 1);
                    gap = ", ";
                }
                out.append(" }");
            }
            case WitType.VariantType variant -> {
                open("variant", out);
                String gap = " ";
                for (WitType.Case one : variant.cases()) {
                    out.append(gap).append(Keywords.escaped(one.name()));
                    if (one.payload().isPresent()) {
                        write(one.payload().get(), out.append('('), depth + 1);
                        out.append(')');
                    }
                    gap = ", ";
                }
                out.append(" }");
            }
            case WitType.EnumType labels -> labels("enum", labels.cases(), out);
            case WitType.FlagsType flags -> labels("flags", flags.flags(), out);
        }
    }

    private void result(WitType.ResultType result, StringBuilder out, int depth) {
        out.append("result");
        if (result.ok().isEmpty() && result.err().isEmpty()) {
            return;
        }
        out.append('<');
        if (result.ok().isPresent()) {
            write(result.ok().get(), out, depth + 1);
        } else {
            out.append('_');
        }
        if (result.err().isPresent()) {
            write(result.err().get(), out.append(", "), depth + 1);
        }
        out.append('>');
    }

    private void all(String open, List<WitType> types, String close, StringBuilder out, int depth) {
        out.append(open);
        String gap = "";
        for (WitType type : types) {
            write(type, out.append(gap), depth + 1);
            gap = ", ";
        }
        out.append(close);
    }

    private void optional(String word, Optional<WitType> type, StringBuilder out, int depth) {
        out.append(word);
        if (type.isPresent()) {
            write(type.get(), out.append('<'), depth + 1);
            out.append('>');
        }
    }

    private void labels(String word, List<WitType.Label> labels, StringBuilder out) {
        open(word, out);
        out.append(labels.stream()
                .map(label -> Keywords.escaped(label.name()))
                .collect(Collectors.joining(", ", " ", " }")));
    }

    private void open(String word, StringBuilder out) {
        if (!inline) {
            throw unwritable("a " + word + " without a name");
        }
        out.append(word).append(" {");
    }

    private static ArcellaException unwritable(String what) {
        return new ArcellaException(WitError.WIT_RESOLVE, "WIT cannot express " + what, "give the type a name");
    }
}
