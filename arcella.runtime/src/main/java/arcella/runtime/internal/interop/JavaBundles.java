package arcella.runtime.internal.interop;

import java.util.function.Consumer;

import org.osgi.framework.BundleContext;

import arcella.error.ArcellaException;

/**
 * What Java bundles and modules have to do with each other, both ways.
 *
 * @param providers Java services that satisfy imports
 * @param faces exports as Java services
 */
public record JavaBundles(JavaProviders providers, JavaFaces faces) {

    /**
     * Looks for such bundles from now on.
     *
     * @param problems hears of what does not fit
     */
    public static JavaBundles of(BundleContext context, Consumer<ArcellaException> problems) {
        return new JavaBundles(new JavaProviders(context, problems), new JavaFaces(context, problems));
    }
}
