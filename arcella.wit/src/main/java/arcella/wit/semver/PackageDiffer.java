package arcella.wit.semver;

import java.util.List;
import java.util.function.Function;

import arcella.error.ArcellaException;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitWorld;
import arcella.wit.text.WitPrinter;

/** Compares packages. For one comparison. */
final class PackageDiffer {

    private final WitLibrary before;
    private final WitLibrary after;
    private final List<Change> changes;

    PackageDiffer(WitLibrary before, WitLibrary after, List<Change> changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void compare(PackageId old, PackageId recent) {
        WitPackage was = find(before, old);
        WitPackage is = find(after, recent);
        String place = Place.of("package", old.unversioned());
        Differ differ = new Differ(before, after, old, changes);
        differ.match(
                place,
                Side.OFFERED,
                "interface",
                Differ.named(was.interfaces(), WitInterface::name),
                Differ.named(is.interfaces(), WitInterface::name),
                WitInterface::annotations,
                WitPrinter::print,
                (one, two) -> {
                    String inside = Place.of("interface", old.item(one.name()).unversioned());
                    differ.interfaces(
                            inside,
                            Side.OFFERED,
                            differ.scope(old.item(one.name())),
                            differ.recentScope(recent.item(two.name())));
                    differ.annotations(
                            inside,
                            one.annotations(),
                            two.annotations(),
                            () -> Differ.documented(one.annotations(), "interface " + one.name()),
                            () -> Differ.documented(two.annotations(), "interface " + two.name()));
                });
        WorldDiffer worlds = new WorldDiffer(before, after, WitDiff.Role.CONTRACT, differ);
        Function<WitId, WitWorld> wasWhole = before.elaborator();
        Function<WitId, WitWorld> isWhole = after.elaborator();
        differ.match(
                place,
                Side.OFFERED,
                "world",
                Differ.named(was.worlds(), WitWorld::name),
                Differ.named(is.worlds(), WitWorld::name),
                WitWorld::annotations,
                WitPrinter::print,
                (one, two) -> worlds.compare(
                        Place.of("world", old.item(one.name()).unversioned()),
                        wasWhole.apply(old.item(one.name())),
                        isWhole.apply(recent.item(two.name()))));
    }

    private static WitPackage find(WitLibrary library, PackageId id) {
        return library.find(id)
                .orElseThrow(() -> new ArcellaException(
                        WitError.WIT_RESOLVE, "there is no package '" + id + "'", "add it to the library"));
    }
}
