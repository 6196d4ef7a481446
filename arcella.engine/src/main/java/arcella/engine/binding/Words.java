package arcella.engine.binding;

import arcella.wit.resolved.ValueType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeText;

/** Types in messages: as WIT writes them, cut where they are long. */
final class Words {

    private Words() {}

    static String of(ValueType type) {
        return TypeText.parts(new ClosedTypes().close(type));
    }
}
