package arcella.wit.text;

import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.TypeDef;
import arcella.wit.WitError;
import arcella.wit.WitFunction;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitType;
import arcella.wit.WitWorld;

/**
 * Prints the model as WIT that reads back as the same model.
 *
 * <p>The items of an interface or world come in the order of the model's lists, so types stand before functions.
 * Documentation that holds characters which WIT forbids is printed with U+FFFD in their places.
 *
 * <p>What WIT cannot express is refused with {@link WitError#WIT_RESOLVE}: a record, variant, enum or flags without a
 * name.
 */
public final class WitPrinter {

    private WitPrinter() {}

    /**
     * A package as one file of its own.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if WIT cannot express it
     */
    public static String print(WitPackage wit) {
        return new PackageWriter(wit.id()).file(wit).toString();
    }

    /**
     * A package with all others of its library as blocks in one file, which needs no other file to be read.
     *
     * @throws ArcellaException {@link WitError#WIT_RESOLVE} if the package is not in the library, or WIT cannot
     *     express it
     */
    public static String print(WitLibrary library, PackageId root) {
        WitPackage first = library.find(root)
                .orElseThrow(() -> new ArcellaException(
                        WitError.WIT_RESOLVE, "there is no package '" + root + "'", "add it to the library"));
        StringBuilder out = new StringBuilder(print(first));
        for (WitPackage other : library.packages().values()) {
            if (!other.id().equals(root)) {
                out.append('\n').append(new PackageWriter(other.id()).block(other));
            }
        }
        return out.toString();
    }

    /** An interface by itself. Names of interfaces are written in full. */
    public static String print(WitInterface definition) {
        return new PackageWriter(Optional.empty()).interfaceItem(definition).toString();
    }

    /** A world by itself. Names of interfaces are written in full. */
    public static String print(WitWorld world) {
        return new PackageWriter(Optional.empty()).world(world).toString();
    }

    /** The definition of a type, with its documentation and gates. Names of interfaces are written in full. */
    public static String print(TypeDef type) {
        return new PackageWriter(Optional.empty()).type(type).toString();
    }

    /** A function as {@code name: func(…) -> type}, without its documentation and gates. */
    public static String print(WitFunction function) {
        return (function.kind() == WitFunction.Kind.CONSTRUCTOR ? "" : Keywords.escaped(function.name()) + ": ")
                + TypeWriter.INLINE.signature(function);
    }

    /**
     * A type on one line, for messages: records and the like are written out, which WIT itself allows in definitions
     * only.
     */
    public static String print(WitType type) {
        return TypeWriter.INLINE.type(type);
    }

    /** The name of an interface or world as a path of WIT, with {@code %} where it needs it. */
    static String path(WitId id) {
        PackageId owner = id.owner();
        return packageName(owner.unversioned()) + "/" + Keywords.escaped(id.name())
                + owner.version().map(version -> "@" + version).orElse("");
    }

    /** The name of a package, with {@code %} where it needs it. */
    static String packageName(PackageId id) {
        StringBuilder out = new StringBuilder();
        for (String part : id.namespace().split(":")) {
            out.append(Keywords.escaped(part)).append(':');
        }
        String gap = "";
        for (String part : id.name().split("/")) {
            out.append(gap).append(Keywords.escaped(part));
            gap = "/";
        }
        return out + id.version().map(version -> "@" + version).orElse("");
    }
}
