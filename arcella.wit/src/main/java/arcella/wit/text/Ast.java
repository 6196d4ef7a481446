package arcella.wit.text;

import java.util.List;
import java.util.Optional;

import arcella.wit.Annotations;
import arcella.wit.PackageId;
import arcella.wit.WitFunction;
import arcella.wit.WitType;

/**
 * WIT as parsed, with places and before any name is looked up. Types and functions are those of the model already,
 * with a {@link WitType.Named} for every mention of a name; where these stand is in {@link Mentions}.
 */
final class Ast {

    private Ast() {}

    /** An identifier and its place. */
    record Id(String name, Span span) {}

    /** {@code package a:b@1.0.0}. */
    record PackageName(PackageId id, Span span, String docs) {}

    /** The way to an interface or world: its name, with that of its package if it is another one. */
    record Path(Optional<PackageId> owner, Id name, Span span) {}

    /** The items of a package that stand in one file, or in one block. */
    record Block(WitSource source, Optional<PackageName> name, List<Item> items) {}

    /** One file: its own items, and the packages written in it as blocks. */
    record File(Block root, List<Block> nested) {}

    /** An item of a package. */
    sealed interface Item {}

    /** {@code use path as alias;} outside of any interface. */
    record TopUse(Path path, Id alias) implements Item {}

    record Interface(Id id, Annotations annotations, List<Member> members) implements Item {}

    record World(Id id, Annotations annotations, List<Member> members) implements Item {}

    /** Something inside an interface or world. */
    sealed interface Member {}

    /** {@code use path.{original as name}}. */
    record Use(Path path, List<UsedName> names, Annotations annotations) implements Member {}

    record UsedName(Id original, Id name) {}

    /** A type that is no resource. */
    record Type(Id id, WitType type, Annotations annotations) implements Member {}

    record Resource(Id id, List<WitFunction> functions, Annotations annotations) implements Member {}

    record Function(Id id, WitFunction function) implements Member {}

    /** {@code import} or {@code export} in a world. */
    record Extern(boolean imported, ExternKind kind, Annotations annotations) implements Member {}

    sealed interface ExternKind {}

    /** An interface under its own name. */
    record ByPath(Path path) implements ExternKind {}

    /** An interface under a plain name. */
    record ByName(Id id, Path path) implements ExternKind {}

    record InPlace(Id id, List<Member> members) implements ExternKind {}

    record Plain(Id id, WitFunction function) implements ExternKind {}

    /** {@code include path with { from as to }}. */
    record Include(Path path, List<Renamed> renames, Annotations annotations) implements Member {}

    record Renamed(Id from, Id to) {}
}
