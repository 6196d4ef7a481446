package arcella.engine.component;

import java.util.Map;
import java.util.Optional;

import arcella.engine.core.CoreModule;
import arcella.wit.value.WitValue;

/** What an index of a component's index spaces stands for at run time. */
sealed interface Item {

    /** A function. */
    record Func(ComponentFunction function) implements Item {}

    /** An instance: its exports by name. */
    record Instance(Map<String, Item> exports) implements Item {}

    /** A component with the scope it was defined in, for its outer aliases. */
    record Closure(ComponentPlan plan, Optional<Environment> outer) implements Item {}

    /** A core module. */
    record Module(CoreModule module) implements Item {}

    /** A type; only resource types mean anything at run time. */
    record Type(Optional<ResourceTag> tag) implements Item {}

    /** A value. */
    record Value(WitValue value) implements Item {}
}
