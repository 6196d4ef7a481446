package arcella.wit.text;

import java.util.Map;
import java.util.TreeSet;

import arcella.wit.Allowance;
import arcella.wit.Gate;
import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitId;

/** Finds what a path means in one file: first its own names, then those of its package (WIT, "Item: use"). */
final class Scope {

    private final Map<PackageId, Draft> packages;
    private final Draft draft;
    private final Ast.Block block;
    private final Allowance letters;

    /** @param letters pays for the whole name of whatever a path means */
    Scope(Map<PackageId, Draft> packages, Draft draft, Ast.Block block, Allowance letters) {
        this.letters = letters;
        this.packages = packages;
        this.draft = draft;
        this.block = block;
    }

    /** The interface that the path means. */
    WitId interfaceAt(Ast.Path path) {
        WitId id = paid(path);
        if (item(id) instanceof Ast.World) {
            throw error(path, "'" + id + "' is a world, not an interface", "name an interface");
        }
        return id;
    }

    /** The world that the path means. */
    WitId worldAt(Ast.Path path) {
        WitId id = paid(path);
        if (item(id) instanceof Ast.Interface) {
            throw error(path, "'" + id + "' is an interface, not a world", "name a world");
        }
        return id;
    }

    private WitId paid(Ast.Path path) {
        WitId id = find(path);
        Tokens.located(path.span(), () -> {
            letters.spend(id.toString(), 0);
            return id;
        });
        return id;
    }

    /** The gate of the interface or world that the path means. */
    Gate gate(Ast.Path path) {
        return switch (item(find(path))) {
            case Ast.Interface one -> one.annotations().gate();
            case Ast.World one -> one.annotations().gate();
            case Ast.TopUse use -> Gate.OPEN;
        };
    }

    /** The interface or world that the path means. */
    WitId find(Ast.Path path) {
        if (path.owner().isPresent()) {
            return inPackage(path, path.owner().get());
        }
        Ast.TopUse alias = draft.aliases(block).get(path.name().name());
        if (alias == null) {
            return inPackage(path, draft.id());
        }
        return inPackage(alias.path(), alias.path().owner().orElse(draft.id()));
    }

    private WitId inPackage(Ast.Path path, PackageId owner) {
        // A package that stands twice is looked up in itself first: both must be the same anyway.
        Draft found = owner.equals(draft.id()) ? draft : packages.get(owner);
        if (found == null) {
            TreeSet<String> others = new TreeSet<>();
            packages.keySet().stream()
                    .filter(id -> id.unversioned().equals(owner.unversioned()))
                    .forEach(id -> others.add("'" + id + "'"));
            throw error(
                    path,
                    "package '" + owner + "' is not there",
                    others.isEmpty()
                            ? "add it to the 'deps' folder, or write it as a block 'package " + owner + " { … }'"
                            : "there is " + String.join(", ", others) + ": name its version");
        }
        String name = path.name().name();
        if (!found.items().containsKey(name)) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    path.name().span(),
                    "package '" + owner + "' has no interface or world '" + name + "'",
                    Nearest.remedy(name, found.items().keySet(), "define it, or import it with 'use' at the top"));
        }
        return new WitId(owner, name);
    }

    private Ast.Item item(WitId id) {
        Draft owner = id.owner().equals(draft.id()) ? draft : packages.get(id.owner());
        Ast.Item item = owner == null ? null : owner.items().get(id.name());
        if (item == null) {
            throw new IllegalStateException("not found before: " + id);
        }
        return item;
    }

    private static WitTextException error(Ast.Path path, String what, String remedy) {
        return WitTextException.at(WitError.WIT_RESOLVE, path.span(), what, remedy);
    }
}
