package arcella.wit.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wit.PackageId;
import arcella.wit.WitError;

/** A package as it stands in its files, with its items by name. */
final class Draft {

    private final Ast.PackageName name;
    private final String docs;
    private final List<Ast.Block> blocks;
    private final Map<String, Ast.Item> items = new LinkedHashMap<>();
    private final Map<Ast.Block, Map<String, Ast.TopUse>> aliases = new IdentityHashMap<>();

    private Draft(Ast.PackageName name, String docs, List<Ast.Block> blocks) {
        this.name = name;
        this.docs = docs;
        this.blocks = List.copyOf(blocks);
        Map<String, Ast.Id> seen = new HashMap<>();
        for (Ast.Block block : blocks) {
            Map<String, Ast.TopUse> uses = new LinkedHashMap<>();
            Map<String, Ast.Id> inFile = new HashMap<>();
            for (Ast.Item item : block.items()) {
                switch (item) {
                    case Ast.TopUse use -> {
                        Tokens.requireUnique(inFile, use.alias(), "name");
                        uses.put(use.alias().name(), use);
                    }
                    case Ast.Interface one -> {
                        Tokens.requireUnique(seen, one.id(), "interface");
                        Tokens.requireUnique(inFile, one.id(), "name");
                        items.put(one.id().name(), one);
                    }
                    case Ast.World one -> {
                        Tokens.requireUnique(seen, one.id(), "world");
                        Tokens.requireUnique(inFile, one.id(), "name");
                        items.put(one.id().name(), one);
                    }
                }
            }
            aliases.put(block, uses);
        }
    }

    /**
     * The packages of files that belong together: their common one, if they name it, comes first.
     *
     * @param commonRequired whether there must be a common one
     */
    static List<Draft> of(List<Ast.File> files, boolean commonRequired) {
        List<Draft> drafts = new ArrayList<>();
        Optional<Ast.PackageName> common = Optional.empty();
        StringBuilder docs = new StringBuilder();
        List<Ast.Block> blocks = new ArrayList<>();
        for (Ast.File file : files) {
            blocks.add(file.root());
            if (file.root().name().isPresent()) {
                Ast.PackageName next = file.root().name().get();
                if (common.isPresent() && !common.get().id().equals(next.id())) {
                    throw WitTextException.at(
                            WitError.WIT_RESOLVE,
                            next.span(),
                            "package '" + next.id() + "' beside package '" + common.get().id() + "' of "
                                    + common.get().span().source().name(),
                            "the files of one folder belong to one package: use one name");
                }
                common = common.or(() -> Optional.of(next));
                docs.append(!docs.isEmpty() && !next.docs().isEmpty() ? "\n" : "").append(next.docs());
            }
        }
        if (common.isPresent()) {
            drafts.add(new Draft(common.get(), docs.toString(), blocks));
        } else if (commonRequired || blocks.stream().anyMatch(block -> !block.items().isEmpty())) {
            Ast.Block first = blocks.getFirst();
            throw WitTextException.at(
                    WitError.WIT_SYNTAX,
                    new Span(first.source(), 0, 0),
                    "no package is declared",
                    "begin the file with 'package namespace:name;'");
        }
        for (Ast.File file : files) {
            for (Ast.Block block : file.nested()) {
                Ast.PackageName own = block.name().orElseThrow();
                drafts.add(new Draft(own, own.docs(), List.of(block)));
            }
        }
        return drafts;
    }

    PackageId id() {
        return name.id();
    }

    Span span() {
        return name.span();
    }

    String docs() {
        return docs;
    }

    List<Ast.Block> blocks() {
        return blocks;
    }

    /** The interfaces and worlds by name. */
    Map<String, Ast.Item> items() {
        return items;
    }

    /** What the uses at the top of one file name. */
    Map<String, Ast.TopUse> aliases(Ast.Block block) {
        return aliases.getOrDefault(block, Map.of());
    }
}
