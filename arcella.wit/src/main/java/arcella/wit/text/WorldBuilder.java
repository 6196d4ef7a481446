package arcella.wit.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import arcella.wit.Annotations;
import arcella.wit.WitId;
import arcella.wit.WitWorld;
import arcella.wit.WorldItem;

/** Looks up the names in one world (WIT, "Item: world"). */
final class WorldBuilder {

    private final Scope scope;
    private final Mentions mentions;
    private final Map<WitId, BodyBuilder.Built> interfaces;
    private final BodyBuilder body;
    private final Map<String, Ast.Id> exportNames = new HashMap<>();
    private final List<WorldItem> imports = new ArrayList<>();
    private final List<WorldItem> exports = new ArrayList<>();
    private final List<WitWorld.Include> includes = new ArrayList<>();

    WorldBuilder(Scope scope, Mentions mentions, Map<WitId, BodyBuilder.Built> interfaces) {
        this.scope = scope;
        this.mentions = mentions;
        this.interfaces = interfaces;
        this.body = new BodyBuilder(scope, mentions, interfaces);
    }

    WitWorld build(Ast.World world) {
        body.gather(world.members());
        body.define(world.members());
        for (Ast.Member member : world.members()) {
            switch (member) {
                case Ast.Extern extern -> add(extern);
                case Ast.Include include -> {
                    BodyBuilder.refuseExternalId(include.annotations(), include.path().span(), "an 'include'");
                    Tokens.requireUnique(
                            include.renames().stream().map(Ast.Renamed::from).toList(), "name");
                    TypeFacts.requireGate(
                            scope.gate(include.path()).unstable(),
                            include.annotations().gate(),
                            include.path().name().name(),
                            include.path().span());
                    includes.add(new WitWorld.Include(
                            scope.worldAt(include.path()),
                            include.renames().stream()
                                    .map(one -> new WitWorld.Rename(one.from().name(), one.to().name()))
                                    .toList(),
                            include.annotations()));
                }
                // The grammar of worlds has no external ids on types.
                case Ast.Type type ->
                    BodyBuilder.refuseExternalId(type.annotations(), type.id().span(), "a type of a world");
                case Ast.Resource resource ->
                    BodyBuilder.refuseExternalId(
                            resource.annotations(), resource.id().span(), "a type of a world");
                case Ast.Use use -> {}
                case Ast.Function function -> {}
            }
        }
        return Tokens.located(
                world.id().span(),
                () -> new WitWorld(
                        world.id().name(), body.definitions(), imports, exports, includes, world.annotations()));
    }

    private void add(Ast.Extern extern) {
        Annotations annotations = extern.annotations();
        WorldItem item =
                switch (extern.kind()) {
                    case Ast.ByPath one -> {
                        BodyBuilder.refuseExternalId(
                                annotations, one.path().span(), "an interface under its own name");
                        yield new WorldItem.Interface(named(one.path(), annotations), annotations);
                    }
                    case Ast.ByName one ->
                        new WorldItem.Implements(one.id().name(), named(one.path(), annotations), annotations);
                    case Ast.InPlace one ->
                        new WorldItem.Inline(new BodyBuilder(scope, mentions, interfaces)
                                .buildInterface(one.id(), annotations, one.members())
                                .definition());
                    case Ast.Plain one -> new WorldItem.Function(body.function(one.function()));
                };
        Ast.Id name =
                switch (extern.kind()) {
                    case Ast.ByPath one -> new Ast.Id(item.externName().toString(), one.path().span());
                    case Ast.ByName one -> one.id();
                    case Ast.InPlace one -> one.id();
                    case Ast.Plain one -> one.id();
                };
        Tokens.requireUnique(
                extern.imported() ? body.names() : exportNames, name, extern.imported() ? "import" : "export");
        (extern.imported() ? imports : exports).add(item);
    }

    private WitId named(Ast.Path path, Annotations annotations) {
        WitId id = scope.interfaceAt(path);
        BodyBuilder.Built built = Objects.requireNonNull(interfaces.get(id));
        BodyBuilder.requireGate(built.definition(), annotations.gate(), path);
        return id;
    }
}
