package arcella.runtime.internal.wiring;

import arcella.error.ArcellaException;
import arcella.runtime.module.WitExport;

/** An export that Java code can call through an interface of its own. Thread-safe. */
public interface TypedExport extends WitExport {

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
     * @param imports holds the resources that Java code was given
     */
    record Proxy<T>(T object, WiredImports imports) implements AutoCloseable {
        /** Gives up all resources that came through it. */
        @Override
        public void close() {
            imports.close();
        }
    }
}
