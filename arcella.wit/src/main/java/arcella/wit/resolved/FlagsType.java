package arcella.wit.resolved;

import java.util.List;

import arcella.wit.component.CoreValType;

/** A set of flags. */
public final class FlagsType extends ValueType {

    private final List<String> names;

    public FlagsType(List<String> names) {
        this(List.copyOf(names), Shape.scalar(bytes(names.size()), CoreValType.Num.I32));
    }

    private FlagsType(List<String> names, Shape shape) {
        super(shape);
        this.names = names;
    }

    private FlagsType(FlagsType original) {
        super(original);
        this.names = original.names;
    }

    /** Its flags from bit 0 up; from 1 to 32 of them. */
    public List<String> names() {
        return names;
    }

    @Override
    public String kind() {
        return "flags";
    }

    @Override
    public FlagsType renamed() {
        return new FlagsType(this);
    }

    private static int bytes(int flags) {
        return flags <= 8 ? 1 : flags <= 16 ? 2 : 4;
    }
}
