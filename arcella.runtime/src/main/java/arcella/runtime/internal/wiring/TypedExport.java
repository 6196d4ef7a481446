package arcella.runtime.internal.wiring;

import java.util.List;
import java.util.Optional;

import arcella.engine.component.ForeignFace;
import arcella.engine.component.ForeignInterface;
import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.module.WitExport;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleInstance;

/** An export that Java code can call through an interface of its own. Thread-safe. */
public interface TypedExport extends WitExport {

    /** The module that exports it. */
    ModuleId module();

    /** The instance behind it. */
    ModuleInstance instance();

    /** The interface. */
    Interface exported();

    /**
     * An object whose methods are the export's functions.
     *
     * @throws ArcellaException if a method stands for no function, or does not fit it
     */
    <T> Proxy<T> proxy(Class<T> face);

    /**
     * Such an object.
     *
     * @param object what Java code calls
     * @param wire where the calls go
     * @param imports holds the resources that Java code was given
     */
    record Proxy<T>(T object, Wire wire, WiredImports imports) implements AutoCloseable {

        /** How many resources Java code holds. */
        public long held() {
            return imports.held();
        }

        /** Calls go to another export from now on, if it has all functions with the same types. */
        public void lead(TypedExport next) {
            if (next instanceof Export export && wire.set().interfaces().stream()
                    .allMatch(wanted -> export.standIn(wanted).isPresent())) {
                wire.bind(Target.module(export, wire.set()));
            }
        }

        /** Gives up all resources that came through it. */
        @Override
        public void close() {
            imports.close();
        }
    }

    /**
     * Compares a Java interface with an export, without an instance.
     *
     * @throws ArcellaException if a method stands for no function, or does not fit it
     */
    static void check(Interface export, Class<?> face) {
        ForeignFace.of(export.name(), export.type(), face, new ForeignInterface() {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                throw new IllegalStateException("nobody calls what is only compared");
            }

            @Override
            public void drop(String resource, long id) {
                throw new IllegalStateException("nobody calls what is only compared");
            }
        });
    }
}
