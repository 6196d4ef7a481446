package arcella.wit.reconstruct;

import java.util.List;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitWorld;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.text.ResolvedWit;

/**
 * Makes WIT from components (the inverse of WIT, "Package Format"): what one imports and exports as a world with the
 * interfaces that it names, or the package that one encodes.
 *
 * <p>An interface holds as much as the component says of it; one that is imported and exported holds both. Records,
 * variants, enums, flags and resources that one interface takes over from another are found again as {@code use};
 * aliases of other types stand for what they mean. Documentation, gates and the names of worlds are not in components.
 */
public final class Reconstruction {

    /** The package that the world is put into. */
    public static final PackageId ROOT = PackageId.of("root", "component");

    /** The label of the world. */
    public static final String WORLD = "root";

    private Reconstruction() {}

    /**
     * The world {@code root:component/root} of a component.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if the component imports or exports something that WIT has
     *     no form for: a core module, a component, a value, an exported type, or a type of which no name is visible
     */
    public static ResolvedWit world(ResolvedComponent component) {
        InterfaceSet interfaces = new InterfaceSet();
        WitWorld world =
                new WorldMaker(component.type(), new Attributes(component.component()), interfaces).make(WORLD);
        return new ResolvedWit(ROOT, interfaces.library(ROOT, List.of(world)));
    }

    /**
     * The package that a component encodes, in the encoding of today or the one before. Of other packages there is as
     * much as this one uses of them.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if the component is no encoded package
     */
    public static ResolvedWit packageOf(ResolvedComponent component) {
        return new PackageMaker().make(component);
    }
}
