package arcella.wit.wave;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitTextException;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Reads a value as its type directs: WAVE alone does not tell an enum from a variant, or a tuple from a call. */
final class WaveParser {

    /** Deeper than any closed type of a library. */
    private static final int MAX_DEPTH = 250;

    private final WaveTokens tokens;
    private final LabelledParser labelled;
    private int depth;

    WaveParser(WaveTokens tokens) {
        this.tokens = tokens;
        this.labelled = new LabelledParser(tokens, this);
    }

    WitValue value(WitType type) {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek(), "a value nested deeper than " + MAX_DEPTH, "use a flatter type");
        }
        WitValue value =
                switch (type) {
                    case Primitive primitive -> primitive(primitive);
                    case WitType.ListType list -> list(list);
                    case WitType.MapType map -> map(map);
                    case WitType.OptionType option -> option(option);
                    case WitType.ResultType result -> result(result);
                    case WitType.TupleType tuple -> tuple(tuple);
                    case WitType.RecordType record -> labelled.record(record);
                    case WitType.VariantType variant -> variant(variant);
                    case WitType.EnumType labels -> enumeration(labels);
                    case WitType.FlagsType flags -> labelled.flags(flags);
                    case WitType.Own own -> throw noText("a resource");
                    case WitType.Borrow borrow -> throw noText("a resource");
                    case WitType.StreamType stream -> throw noText("a stream");
                    case WitType.FutureType future -> throw noText("a future");
                    case WitType.Named named ->
                        throw new IllegalArgumentException("type '" + named.label() + "' is not closed");
                };
        depth--;
        return value;
    }

    /** Values with commas between them, one behind the last allowed, up to the closing symbol. */
    void sequence(String close, Runnable item) {
        while (!tokens.eat(close)) {
            item.run();
            if (!tokens.eat(",")) {
                if (!tokens.eat(close)) {
                    throw tokens.error(
                            tokens.peek(),
                            "expected ',' or '" + close + "' but found " + tokens.peek().describe(),
                            "");
                }
                return;
            }
        }
    }

    private WitValue primitive(Primitive type) {
        return switch (type) {
            case BOOL -> {
                WaveToken token = tokens.next();
                if (!token.isKeyword("true") && !token.isKeyword("false")) {
                    throw expected(token, "'true' or 'false'");
                }
                yield new WitValue.Bool(token.text().equals("true"));
            }
            case S8 -> new WitValue.S8((byte) integer(type, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case U8 -> new WitValue.U8((short) integer(type, 0, 0xff));
            case S16 -> new WitValue.S16((short) integer(type, Short.MIN_VALUE, Short.MAX_VALUE));
            case U16 -> new WitValue.U16((int) integer(type, 0, 0xffff));
            case S32 -> new WitValue.S32((int) integer(type, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case U32 -> new WitValue.U32(integer(type, 0, 0xffff_ffffL));
            case S64 -> new WitValue.S64(integer(type, Long.MIN_VALUE, Long.MAX_VALUE));
            case U64 -> {
                WaveToken token = number(type);
                yield parsed(token, type, () -> new WitValue.U64(Long.parseUnsignedLong(token.text())));
            }
            case F32 -> {
                WaveToken token = floating(type);
                yield new WitValue.F32(
                        switch (token.text()) {
                            case "nan" -> Float.NaN;
                            case "inf" -> Float.POSITIVE_INFINITY;
                            case "-inf" -> Float.NEGATIVE_INFINITY;
                            default -> Float.parseFloat(token.text());
                        });
            }
            case F64 -> {
                WaveToken token = floating(type);
                yield new WitValue.F64(
                        switch (token.text()) {
                            case "nan" -> Double.NaN;
                            case "inf" -> Double.POSITIVE_INFINITY;
                            case "-inf" -> Double.NEGATIVE_INFINITY;
                            default -> Double.parseDouble(token.text());
                        });
            }
            case CHAR -> {
                WaveToken token = tokens.next();
                if (token.kind() != WaveToken.Kind.CHAR) {
                    throw expected(token, "a char in single quotes");
                }
                yield new WitValue.Char(token.text().codePointAt(0));
            }
            case STRING -> {
                WaveToken token = tokens.next();
                if (token.kind() != WaveToken.Kind.STRING) {
                    throw expected(token, "a string in double quotes");
                }
                yield new WitValue.Text(token.text());
            }
            case ERROR_CONTEXT -> throw noText("an error context");
        };
    }

    private long integer(Primitive type, long min, long max) {
        WaveToken token = number(type);
        return parsed(token, type, () -> {
            long value = Long.parseLong(token.text());
            if (value < min || value > max || min == 0 && token.text().startsWith("-")) {
                throw new NumberFormatException(token.text());
            }
            return value;
        });
    }

    private <T> T parsed(WaveToken token, Primitive type, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (NumberFormatException e) {
            throw tokens.error(token, token.describe() + " is not a value of " + type, range(type));
        }
    }

    private static String range(Primitive type) {
        boolean signed = type.word().startsWith("s");
        int bits = Integer.parseInt(type.word().substring(1));
        String max = Long.toUnsignedString(signed ? (1L << (bits - 1)) - 1 : -1L >>> (64 - bits));
        String min = signed ? Long.toString(-1L << (bits - 1)) : "0";
        return "write a whole number from " + min + " to " + max;
    }

    private WaveToken number(Primitive type) {
        WaveToken token = tokens.next();
        if (token.kind() != WaveToken.Kind.NUMBER) {
            throw expected(token, "a number of type " + type);
        }
        return token;
    }

    private WaveToken floating(Primitive type) {
        WaveToken token = tokens.next();
        if (token.kind() != WaveToken.Kind.NUMBER && !token.isKeyword("nan") && !token.isKeyword("inf")) {
            throw expected(token, "a number of type " + type + ", 'nan', 'inf' or '-inf'");
        }
        return token;
    }

    private WitValue list(WitType.ListType type) {
        WaveToken open = tokens.peek();
        open("[", "a list in brackets");
        WitValue value;
        int size;
        if (type.element() == Primitive.U8) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            sequence("]", () -> bytes.write((int) integer(Primitive.U8, 0, 0xff)));
            value = Bytes.wrap(bytes.toByteArray());
            size = bytes.size();
        } else {
            List<WitValue> elements = new ArrayList<>();
            sequence("]", () -> elements.add(value(type.element())));
            value = new WitValue.ListOf(elements);
            size = elements.size();
        }
        if (type.length().isPresent() && type.length().get() != size) {
            throw tokens.error(
                    open, "a list of " + size + " elements", "give exactly " + type.length().get());
        }
        return value;
    }

    private WitValue map(WitType.MapType type) {
        open("[", "a list of pairs in brackets");
        Map<WitValue, WitValue> entries = new LinkedHashMap<>();
        sequence("]", () -> {
            open("(", "a pair in parentheses");
            WaveToken start = tokens.peek();
            WitValue key = value(type.key());
            tokens.expect(",");
            WitValue value = value(type.value());
            tokens.eat(",");
            tokens.expect(")");
            if (entries.put(key, value) != null) {
                throw tokens.error(start, "key " + start.describe() + " is there twice", "keep one of the pairs");
            }
        });
        return new WitValue.MapOf(entries);
    }

    private WitValue option(WitType.OptionType type) {
        WaveToken token = tokens.peek();
        if (token.isKeyword("none")) {
            tokens.next();
            return WitValue.OptionOf.none();
        }
        if (token.isKeyword("some")) {
            tokens.next();
            return WitValue.OptionOf.some(payload("some", type.payload()));
        }
        if (mayBeFlat(type.payload())) {
            return WitValue.OptionOf.some(value(type.payload()));
        }
        throw expected(token, "'some(...)' or 'none'");
    }

    private WitValue result(WitType.ResultType type) {
        WaveToken token = tokens.peek();
        boolean isOk = token.isKeyword("ok");
        if (isOk || token.isKeyword("err")) {
            tokens.next();
            Optional<WitType> payload = isOk ? type.ok() : type.err();
            return new WitValue.ResultOf(isOk, optionalPayload(token.text(), payload));
        }
        if (type.ok().isPresent() && mayBeFlat(type.ok().get())) {
            return WitValue.ResultOf.ok(value(type.ok().get()));
        }
        throw expected(token, "'ok' or 'err'");
    }

    /** Whether the payload may stand for the whole option or result. */
    private static boolean mayBeFlat(WitType payload) {
        return !(payload instanceof WitType.OptionType) && !(payload instanceof WitType.ResultType);
    }

    private WitValue payload(String name, WitType type) {
        if (!tokens.peek().is("(")) {
            throw tokens.error(
                    tokens.peek(),
                    "'" + name + "' without its value",
                    "write '" + name + "(...)' with a value of type " + WitPrinter.print(type));
        }
        tokens.next();
        WitValue value = value(type);
        tokens.expect(")");
        return value;
    }

    private Optional<WitValue> optionalPayload(String name, Optional<WitType> type) {
        if (type.isPresent()) {
            return Optional.of(payload(name, type.get()));
        }
        if (tokens.peek().is("(")) {
            throw tokens.error(tokens.peek(), "'" + name + "' with a value, which it has not", "write '" + name + "'");
        }
        return Optional.empty();
    }

    private WitValue tuple(WitType.TupleType type) {
        open("(", "a tuple in parentheses");
        List<WitValue> elements = new ArrayList<>();
        sequence(")", () -> {
            if (elements.size() == type.elements().size()) {
                throw tokens.error(
                        tokens.peek(), "a tuple of more than " + elements.size() + " elements", "leave some out");
            }
            elements.add(value(type.elements().get(elements.size())));
        });
        if (elements.size() < type.elements().size()) {
            throw tokens.error(
                    tokens.peek(),
                    "a tuple of " + elements.size() + " elements",
                    "give " + type.elements().size());
        }
        return new WitValue.TupleOf(elements);
    }

    private WitValue variant(WitType.VariantType type) {
        WaveToken name = caseLabel();
        Integer place = labelled.places(type, type.cases(), WitType.Case::name).get(name.text());
        if (place != null) {
            WitType.Case one = type.cases().get(place);
            return new WitValue.VariantOf(one.name(), optionalPayload(one.name(), one.payload()));
        }
        throw unknownCase(name, type.cases().stream().map(WitType.Case::name).toList());
    }

    private WitValue enumeration(WitType.EnumType type) {
        WaveToken name = caseLabel();
        Integer place = labelled.places(type, type.cases(), WitType.Label::name).get(name.text());
        if (place != null) {
            return new WitValue.EnumOf(type.cases().get(place).name());
        }
        throw unknownCase(name, type.cases().stream().map(WitType.Label::name).toList());
    }

    private WaveToken caseLabel() {
        WaveToken name = label("a case");
        if (!name.escaped() && WaveWriter.isKeyword(name.text())) {
            throw tokens.error(
                    name, "the keyword '" + name.text() + "' as a case", "write '%" + name.text() + "' for the case");
        }
        return name;
    }

    private WitTextException unknownCase(WaveToken name, List<String> cases) {
        return tokens.error(name, "there is no case '" + name.text() + "'", "the cases are "
                + cases.stream().map(WaveWriter::escaped).collect(Collectors.joining(", ")));
    }

    WaveToken label(String what) {
        WaveToken token = tokens.next();
        if (token.kind() != WaveToken.Kind.LABEL) {
            throw expected(token, "the name of " + what);
        }
        return token;
    }

    void open(String symbol, String what) {
        WaveToken token = tokens.next();
        if (!token.is(symbol)) {
            throw expected(token, what);
        }
    }

    private WitTextException expected(WaveToken found, String what) {
        return tokens.error(found, "expected " + what + " but found " + found.describe(), "");
    }

    private WitTextException noText(String what) {
        return tokens.error(tokens.peek(), what + " cannot be written as text", "call the function from code");
    }
}
