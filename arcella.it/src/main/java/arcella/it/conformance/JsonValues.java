package arcella.it.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Reads the values of a script, which carry their types' names with them. */
final class JsonValues {

    private JsonValues() {}

    static List<WitValue> list(JsonNode array) {
        List<WitValue> values = new ArrayList<>();
        array.forEach(item -> values.add(value(item)));
        return values;
    }

    static WitValue value(JsonNode node) {
        JsonNode value = node.path("value");
        String type = node.path("type").asText();
        return switch (type) {
            case "bool" -> new WitValue.Bool(value.asBoolean());
            case "s8" -> new WitValue.S8(Byte.parseByte(value.asText()));
            case "u8" -> new WitValue.U8(Short.parseShort(value.asText()));
            case "s16" -> new WitValue.S16(Short.parseShort(value.asText()));
            case "u16" -> new WitValue.U16(Integer.parseInt(value.asText()));
            case "s32" -> new WitValue.S32(Integer.parseInt(value.asText()));
            case "u32" -> new WitValue.U32(Long.parseLong(value.asText()));
            case "s64" -> new WitValue.S64(Long.parseLong(value.asText()));
            case "u64" -> new WitValue.U64(Long.parseUnsignedLong(value.asText()));
            // Floats are written as their bits.
            case "f32" -> new WitValue.F32(Float.intBitsToFloat(Integer.parseUnsignedInt(value.asText())));
            case "f64" -> new WitValue.F64(Double.longBitsToDouble(Long.parseUnsignedLong(value.asText())));
            case "char" -> new WitValue.Char(value.asText().codePointAt(0));
            case "string" -> new WitValue.Text(value.asText());
            case "list" -> listOf(list(value));
            case "tuple" -> new WitValue.TupleOf(list(value));
            case "record" -> {
                List<WitValue.Field> fields = new ArrayList<>();
                value.forEach(pair -> fields.add(new WitValue.Field(pair.get(0).asText(), value(pair.get(1)))));
                yield new WitValue.RecordOf(fields);
            }
            case "variant" -> new WitValue.VariantOf(value.path("case").asText(), payload(value.path("payload")));
            case "enum" -> new WitValue.EnumOf(value.asText());
            case "flags" -> {
                Set<String> names = new LinkedHashSet<>();
                value.forEach(name -> names.add(name.asText()));
                yield new WitValue.FlagsOf(names);
            }
            case "option" -> new WitValue.OptionOf(payload(value));
            case "result" -> value.has("Err")
                    ? new WitValue.ResultOf(false, payload(value.path("Err")))
                    : new WitValue.ResultOf(true, payload(value.path("Ok")));
            default -> throw new IllegalArgumentException("a value of type " + type);
        };
    }

    private static WitValue listOf(List<WitValue> values) {
        if (values.isEmpty() || !(values.getFirst() instanceof WitValue.U8)) {
            return new WitValue.ListOf(values);
        }
        byte[] bytes = new byte[values.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((WitValue.U8) values.get(i)).value();
        }
        return Bytes.wrap(bytes);
    }

    private static Optional<WitValue> payload(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(value(node));
    }
}
