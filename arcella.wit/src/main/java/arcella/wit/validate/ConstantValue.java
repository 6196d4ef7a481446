package arcella.wit.validate;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Checks that the bytes of a constant are a value of its type, no more and no less (Binary format, "Value Definitions"). */
final class ConstantValue {

    private final ByteSlice bytes;
    private final Work work;
    private int position;

    ConstantValue(ByteSlice bytes, Work work) {
        this.bytes = bytes;
        this.work = work;
    }

    /** Reads the whole slice as one value. */
    void check(ValueType type) {
        value(type);
        if (position != bytes.length()) {
            throw malformed("unexpected data at the end of the value");
        }
    }

    private void value(ValueType type) {
        work.spend(1);
        switch (type) {
            case PrimitiveType primitive -> primitive(primitive);
            case RecordType record -> record.fields().forEach(field -> value(field.type()));
            case VariantType variant -> optional(variant.cases().get(below(variant.cases().size())).payload());
            case ListType list -> {
                long count = unsigned(32);
                for (long i = 0; i < count; i++) {
                    value(list.element());
                }
            }
            case FixedListType list -> {
                for (long i = 0; i < list.length(); i++) {
                    value(list.element());
                }
            }
            case MapType map -> {
                long count = unsigned(32);
                for (long i = 0; i < count; i++) {
                    value(map.key());
                    value(map.value());
                }
            }
            case TupleType tuple -> tuple.elements().forEach(this::value);
            case FlagsType flags -> flags(flags.names().size());
            case EnumType cases -> below(cases.names().size());
            case OptionType option -> {
                if (flag()) {
                    value(option.element());
                }
            }
            case ResultType result -> optional(flag() ? result.error() : result.ok());
            case OwnType own -> throw noConstant(own);
            case BorrowType borrow -> throw noConstant(borrow);
            case StreamType stream -> throw noConstant(stream);
            case FutureType future -> throw noConstant(future);
        }
    }

    private ComponentException noConstant(ValueType type) {
        return work.invalid("there are no constants of " + DefType.withArticle(type.kind()) + " type");
    }

    private void optional(Optional<ValueType> type) {
        type.ifPresent(this::value);
    }

    private void primitive(PrimitiveType type) {
        switch (type.primitive()) {
            case BOOL -> flag();
            case S8, U8 -> next();
            case S16 -> signed(16);
            case U16 -> unsigned(16);
            case S32 -> signed(32);
            case U32 -> unsigned(32);
            case S64 -> signed(64);
            case U64 -> unsigned(64);
            case F32 -> {
                int bits = (int) fixed(4);
                if (Float.isNaN(Float.intBitsToFloat(bits)) && bits != 0x7fc0_0000) {
                    throw malformed("the only NaN is the canonical one");
                }
            }
            case F64 -> {
                long bits = fixed(8);
                if (Double.isNaN(Double.longBitsToDouble(bits)) && bits != 0x7ff8_0000_0000_0000L) {
                    throw malformed("the only NaN is the canonical one");
                }
            }
            case CHAR -> text(characterLength(), "char");
            case STRING -> text((int) Math.min(unsigned(32), Integer.MAX_VALUE), "string");
            case ERROR_CONTEXT -> throw noConstant(type);
        }
    }

    private int next() {
        if (position == bytes.length()) {
            throw malformed("unexpected end-of-file");
        }
        return bytes.at(position++) & 0xff;
    }

    private boolean flag() {
        int value = next();
        if (value > 1) {
            throw malformed("expected 0 or 1");
        }
        return value == 1;
    }

    private int below(int count) {
        long index = unsigned(32);
        if (index >= count) {
            throw malformed("case " + index + " of " + count);
        }
        return (int) index;
    }

    private void flags(int count) {
        for (int bit = 0; bit < count; bit += 8) {
            int unused = Math.max(0, bit + 8 - count);
            if (next() >> 8 - unused != 0) {
                throw malformed("a bit is set that stands for no flag");
            }
        }
    }

    private long fixed(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) next() << 8 * i;
        }
        return value;
    }

    private long unsigned(int bits) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            int next = next();
            if (bits - shift < 7 && (next & 0x7f) >> bits - shift != 0 || shift >= bits) {
                throw malformed("integer too large");
            }
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    private void signed(int bits) {
        for (int shift = 0;; shift += 7) {
            int next = next();
            if (shift >= bits) {
                throw malformed("integer too large");
            }
            int left = bits - shift;
            if (left < 7) {
                // The bits past the last one must repeat the sign.
                int sign = (next & 0x7f) >> left - 1;
                if (sign != 0 && sign != 0x7f >> left - 1) {
                    throw malformed("integer too large");
                }
            }
            if (next < 0x80) {
                return;
            }
        }
    }

    private int characterLength() {
        if (position == bytes.length()) {
            throw malformed("unexpected end-of-file");
        }
        int first = bytes.at(position) & 0xff;
        return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    private void text(int length, String what) {
        if (length > bytes.length() - position) {
            throw malformed("unexpected end-of-file");
        }
        ByteSlice text = bytes.slice(position, length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.array(), text.offset(), text.length()));
        } catch (CharacterCodingException e) {
            throw malformed("malformed UTF-8 encoding in a " + what);
        }
        position += length;
    }

    private ComponentException malformed(String problem) {
        return ComponentException.malformed("malformed value: " + problem, bytes.offset() + position);
    }
}
