package arcella.wit.resolved;

import java.util.List;
import java.util.Objects;

/** A record. */
public final class RecordType extends ValueType {

    private final List<Field> fields;

    public RecordType(List<Field> fields) {
        this(List.copyOf(fields), Shape.record(fields.stream().map(Field::type).toList()));
    }

    private RecordType(List<Field> fields, Shape shape) {
        super(shape);
        this.fields = fields;
    }

    private RecordType(RecordType original) {
        super(original);
        this.fields = original.fields;
    }

    /** Its fields in order; never empty. */
    public List<Field> fields() {
        return fields;
    }

    @Override
    public String kind() {
        return "record";
    }

    @Override
    public RecordType renamed() {
        return new RecordType(this);
    }

    /** A field. */
    public record Field(String name, ValueType type) {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }
}
