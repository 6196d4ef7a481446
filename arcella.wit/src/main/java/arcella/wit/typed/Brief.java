package arcella.wit.typed;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wit.WitFunction;
import arcella.wit.WitType;

/** Writes types on one line until there is enough. For one text. */
final class Brief {

    /** Deeper parts are left out where types have several: a closed type is small, its text need not be. */
    private static final int MOST_BRANCHES = 3;
    /** Deeper parts are left out where types have one. */
    private static final int MOST_DEPTH = 16;

    private final StringBuilder out = new StringBuilder();
    private final Map<WitType, String> names;
    private final boolean parts;
    private final int most;
    private boolean full;

    /**
     * @param names of types, compared by identity
     * @param parts whether to write out what WIT gives names to
     * @param most how many letters to write at the most
     */
    Brief(Map<WitType, String> names, boolean parts, int most) {
        this.names = names;
        this.parts = parts;
        this.most = most;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    Brief signature(List<WitFunction.Param> params, List<WitType> results) {
        put("func(");
        String gap = "";
        for (WitFunction.Param param : params) {
            if (full) {
                return this;
            }
            put(gap).put(param.name()).put(": ").type(param.type(), 0, 0);
            gap = ", ";
        }
        put(")");
        gap = " -> ";
        for (WitType result : results) {
            put(gap).type(result, 0, 0);
            gap = ", ";
        }
        return this;
    }

    Brief type(WitType type, int branches, int depth) {
        if (full) {
            return this;
        }
        String name = names.get(type);
        if (name != null && !(type instanceof WitType.Primitive)) {
            return put(name);
        }
        if (branches == MOST_BRANCHES || depth == MOST_DEPTH) {
            return put("…");
        }
        return switch (type) {
            case WitType.Primitive primitive -> put(primitive.word());
            case WitType.ListType list -> put("list<").type(list.element(), branches, depth + 1)
                    .put(list.length().map(length -> ", " + length).orElse("")).put(">");
            case WitType.MapType map -> put("map<").type(map.key(), branches + 1, depth + 1).put(", ")
                    .type(map.value(), branches + 1, depth + 1).put(">");
            case WitType.OptionType option -> put("option<").type(option.payload(), branches, depth + 1).put(">");
            case WitType.ResultType result -> result(result, branches + 1, depth + 1);
            case WitType.TupleType tuple -> tuple(tuple, branches + 1, depth + 1);
            case WitType.RecordType struct -> parts ? struct(struct, branches + 1, depth + 1) : put("record");
            case WitType.VariantType variant -> parts ? variant(variant, branches + 1, depth + 1) : put("variant");
            case WitType.EnumType kind -> parts ? labels("enum", kind.cases()) : put("enum");
            case WitType.FlagsType flags -> parts ? labels("flags", flags.flags()) : put("flags");
            case WitType.Own own -> put("own<").put(own.label()).put(">");
            case WitType.Borrow borrow -> put("borrow<").put(borrow.label()).put(">");
            case WitType.StreamType stream -> put("stream").angle(stream.element(), branches, depth + 1);
            case WitType.FutureType future -> put("future").angle(future.payload(), branches, depth + 1);
            case WitType.Named named -> put(named.label());
        };
    }

    private Brief tuple(WitType.TupleType tuple, int branches, int depth) {
        put("tuple<");
        String gap = "";
        for (WitType element : tuple.elements()) {
            if (full) {
                return this;
            }
            put(gap).type(element, branches, depth);
            gap = ", ";
        }
        return put(">");
    }

    private Brief struct(WitType.RecordType struct, int branches, int depth) {
        String gap = "record { ";
        for (WitType.Field field : struct.fields()) {
            if (full) {
                return this;
            }
            put(gap).put(field.name()).put(": ").type(field.type(), branches, depth);
            gap = ", ";
        }
        return put(" }");
    }

    private Brief variant(WitType.VariantType variant, int branches, int depth) {
        String gap = "variant { ";
        for (WitType.Case one : variant.cases()) {
            if (full) {
                return this;
            }
            put(gap).put(one.name());
            if (one.payload().isPresent()) {
                put("(").type(one.payload().get(), branches, depth).put(")");
            }
            gap = ", ";
        }
        return put(" }");
    }

    private Brief labels(String word, List<WitType.Label> labels) {
        String gap = word + " { ";
        for (WitType.Label label : labels) {
            if (full) {
                return this;
            }
            put(gap).put(label.name());
            gap = ", ";
        }
        return put(" }");
    }

    private Brief result(WitType.ResultType type, int branches, int depth) {
        put("result");
        if (type.err().isEmpty()) {
            return angle(type.ok(), branches, depth);
        }
        put("<");
        if (type.ok().isPresent()) {
            type(type.ok().get(), branches, depth);
        } else {
            put("_");
        }
        return put(", ").type(type.err().get(), branches, depth).put(">");
    }

    private Brief angle(Optional<WitType> inner, int branches, int depth) {
        return inner.isEmpty() ? this : put("<").type(inner.get(), branches, depth).put(">");
    }

    private Brief put(String text) {
        if (!full) {
            full = out.length() + text.length() > most;
            out.append(text, 0, full ? Math.max(0, most - out.length()) : text.length());
            if (full) {
                out.append('…');
            }
        }
        return this;
    }
}
