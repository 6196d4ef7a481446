package arcella.wit.reconstruct;

import java.util.List;
import java.util.Objects;

import arcella.error.ArcellaException;
import arcella.wit.Allowance;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitWorld;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;

/**
 * Makes WIT from components (the inverse of WIT, "Package Format"): what one imports and exports as a world with the
 * interfaces that it names, or the package that one encodes.
 *
 * <p>An interface holds as much as the component says of it; one that is imported and exported holds both. Types that
 * one interface takes over from another are found again as {@code use}. Documentation, gates and the names of worlds are not in components.
 *
 * <p>A component's WIT may have {@value Allowance#AT_LEAST} letters, and {@value Allowance#PER_BYTE} more for each of its
 * bytes. {@link WitError#WIT_LIMIT} refuses those that need more, early in making it, since types that a binary shares can
 * be any number of times as large when they are written out.
 */
public final class Reconstruction {

    /** The package that the world is put into. */
    public static final PackageId ROOT = PackageId.of("root", "component");

    /** The label of the world. */
    public static final String WORLD = "root";

    private Reconstruction() {}

    /**
     * What could be made of a component.
     *
     * @param wit the WIT of all that has a form in it
     * @param omitted what has none, one sentence for each
     */
    public record Partial(ResolvedWit wit, List<String> omitted) {

        /** The WIT as text, and what is not in it as comments behind. */
        public String text() {
            StringBuilder text = new StringBuilder(WitPrinter.print(wit.library(), wit.root()));
            if (!omitted.isEmpty()) {
                text.append("\n// Not in this text, or not as the component has it:\n");
                omitted.forEach(omission -> text.append("// ").append(omission).append('\n'));
            }
            return text.toString();
        }

        /** Copies the list. */
        public Partial {
            Objects.requireNonNull(wit, "wit");
            omitted = List.copyOf(omitted);
        }
    }

    /**
     * The world {@code root:component/root} of a component.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if the component imports or exports something that WIT has
     *     no form for: a core module, a component, a value, an exported type, or a type of which no name is visible; {@link WitError#WIT_LIMIT} if its WIT would be too large
     */
    public static ResolvedWit world(ResolvedComponent component) {
        return whole(partialWorld(component));
    }

    /**
     * As {@link #world}, without the things that WIT has no form for.
     *
     * @throws ArcellaException {@link WitError#WIT_LIMIT} if its WIT would be too large
     */
    public static Partial partialWorld(ResolvedComponent component) {
        Omissions omissions = omissions(component);
        InterfaceSet interfaces = new InterfaceSet();
        WitWorld world = new WorldMaker(component.type(), new Attributes(component.component()), interfaces, omissions)
                .make(WORLD);
        return new Partial(new ResolvedWit(ROOT, interfaces.library(ROOT, List.of(world))), omissions.all());
    }

    /**
     * The package that a component encodes, in the encoding of today or the one before. Of other packages there is as
     * much as this one uses of them.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if the component is no encoded package;
     *     {@link WitError#WIT_LIMIT} if its WIT would be too large
     */
    public static ResolvedWit packageOf(ResolvedComponent component) {
        Omissions omissions = omissions(component);
        return whole(new Partial(new PackageMaker(omissions).make(component), omissions.all()));
    }

    private static Omissions omissions(ResolvedComponent component) {
        return new Omissions(Letters.ofComponent(component.component().bytes().length()));
    }

    private static ResolvedWit whole(Partial made) {
        if (!made.omitted().isEmpty()) {
            throw Omissions.formless(made.omitted().getFirst());
        }
        return made.wit();
    }
}
