package arcella.wit.text;

import java.util.List;
import java.util.Optional;

import arcella.wit.Annotations;
import arcella.wit.PackageId;
import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitPackage;
import arcella.wit.WitType;
import arcella.wit.WitWorld;
import arcella.wit.WorldItem;

/** Writes packages and their parts, line by line. For one text. */
final class PackageWriter {

    private static final String STEP = "  ";

    private final Optional<PackageId> home;
    private final StringBuilder out = new StringBuilder();
    private TypeWriter types = TypeWriter.STRICT;
    private String indent = "";

    /** @param home the package whose items need no full name */
    PackageWriter(Optional<PackageId> home) {
        this.home = home;
    }

    PackageWriter(PackageId home) {
        this(Optional.of(home));
    }

    @Override
    public String toString() {
        return out.toString();
    }

    PackageWriter file(WitPackage wit) {
        docs(wit.docs());
        line("package " + WitPrinter.packageName(wit.id()) + ";");
        wit.interfaces().forEach(item -> gap().interfaceItem(item));
        wit.worlds().forEach(item -> gap().world(item));
        return this;
    }

    PackageWriter block(WitPackage wit) {
        docs(wit.docs());
        open("package " + WitPrinter.packageName(wit.id()));
        boolean first = true;
        for (WitInterface item : wit.interfaces()) {
            separate(first).interfaceItem(item);
            first = false;
        }
        for (WitWorld item : wit.worlds()) {
            separate(first).world(item);
            first = false;
        }
        return close();
    }

    PackageWriter interfaceItem(WitInterface item) {
        annotations(item.annotations());
        open("interface " + Keywords.escaped(item.name()));
        interfaceBody(item);
        return close();
    }

    PackageWriter world(WitWorld world) {
        annotations(world.annotations());
        open("world " + Keywords.escaped(world.name()));
        TypeWriter outside = enter(world.types());
        types(world.types());
        boolean first = world.types().isEmpty();
        for (WitWorld.Include include : world.includes()) {
            separate(first).include(include);
            first = false;
        }
        for (WorldItem item : world.imports()) {
            separate(first).item("import ", item);
            first = false;
        }
        for (WorldItem item : world.exports()) {
            separate(first).item("export ", item);
            first = false;
        }
        types = outside;
        return close();
    }

    PackageWriter type(TypeDef type) {
        types(List.of(type));
        return this;
    }

    private void interfaceBody(WitInterface item) {
        TypeWriter outside = enter(item.types());
        types(item.types());
        boolean first = item.types().isEmpty();
        for (WitFunction function : item.functions()) {
            separate(first).function(function);
            first = false;
        }
        types = outside;
    }

    private TypeWriter enter(List<TypeDef> scope) {
        TypeWriter outside = types;
        types = new TypeWriter(
                false,
                scope.stream()
                        .anyMatch(type -> type.name().equals(WitType.Primitive.ERROR_CONTEXT.word())));
        return outside;
    }

    private void types(List<TypeDef> all) {
        boolean first = true;
        for (int i = 0; i < all.size(); i++) {
            if (!first) {
                gap();
            }
            first = false;
            switch (all.get(i)) {
                case TypeDef.Use use -> i = uses(all, i);
                case TypeDef.Value value -> value(value);
                case TypeDef.Resource resource -> resource(resource);
            }
        }
    }

    /** Writes the uses from this index on that go into one statement, and gives the index of the last. */
    private int uses(List<TypeDef> all, int from) {
        TypeDef.Use first = (TypeDef.Use) all.get(from);
        StringBuilder names = new StringBuilder();
        int at = from;
        while (at < all.size()
                && all.get(at) instanceof TypeDef.Use next
                && next.from().equals(first.from())
                && next.annotations().equals(first.annotations())) {
            names.append(at > from ? ", " : "").append(Keywords.escaped(next.original()));
            if (!next.name().equals(next.original())) {
                names.append(" as ").append(Keywords.escaped(next.name()));
            }
            at++;
        }
        annotations(first.annotations());
        line("use " + path(first.from()) + ".{" + names + "};");
        return at - 1;
    }

    private void value(TypeDef.Value value) {
        annotations(value.annotations());
        String name = Keywords.escaped(value.name());
        switch (value.type()) {
            case WitType.RecordType record -> {
                open("record " + name);
                record.fields().forEach(field -> {
                    docs(field.docs());
                    line(Keywords.escaped(field.name()) + ": " + types.type(field.type()) + ",");
                });
                close();
            }
            case WitType.VariantType variant -> {
                open("variant " + name);
                variant.cases().forEach(one -> {
                    docs(one.docs());
                    line(Keywords.escaped(one.name())
                            + one.payload().map(type -> "(" + types.type(type) + ")").orElse("") + ",");
                });
                close();
            }
            case WitType.EnumType labels -> labels("enum " + name, labels.cases());
            case WitType.FlagsType flags -> labels("flags " + name, flags.flags());
            // The bare name of a resource would make an alias of the resource itself.
            case WitType.Own own -> line("type " + name + " = own<" + Keywords.escaped(own.label()) + ">;");
            case WitType.Primitive alias -> alias(name, alias);
            case WitType.Named alias -> alias(name, alias);
            case WitType.Borrow alias -> alias(name, alias);
            case WitType.ListType alias -> alias(name, alias);
            case WitType.MapType alias -> alias(name, alias);
            case WitType.OptionType alias -> alias(name, alias);
            case WitType.ResultType alias -> alias(name, alias);
            case WitType.TupleType alias -> alias(name, alias);
            case WitType.StreamType alias -> alias(name, alias);
            case WitType.FutureType alias -> alias(name, alias);
        }
    }

    private void alias(String name, WitType type) {
        line("type " + name + " = " + types.type(type) + ";");
    }

    private void labels(String head, List<WitType.Label> labels) {
        open(head);
        labels.forEach(label -> {
            docs(label.docs());
            line(Keywords.escaped(label.name()) + ",");
        });
        close();
    }

    private void resource(TypeDef.Resource resource) {
        annotations(resource.annotations());
        String head = "resource " + Keywords.escaped(resource.name());
        if (resource.functions().isEmpty()) {
            line(head + ";");
            return;
        }
        open(head);
        boolean first = true;
        for (WitFunction function : resource.functions()) {
            separate(first).function(function);
            first = false;
        }
        close();
    }

    private void function(WitFunction function) {
        annotations(function.annotations());
        String name = function.kind() == WitFunction.Kind.CONSTRUCTOR ? "" : Keywords.escaped(function.name()) + ": ";
        line(name + types.signature(function) + ";");
    }

    private void include(WitWorld.Include include) {
        annotations(include.annotations());
        if (include.renames().isEmpty()) {
            line("include " + path(include.world()) + ";");
            return;
        }
        open("include " + path(include.world()) + " with");
        include.renames().forEach(rename ->
                line(Keywords.escaped(rename.from()) + " as " + Keywords.escaped(rename.to()) + ","));
        close();
    }

    private void item(String keyword, WorldItem item) {
        annotations(item.annotations());
        switch (item) {
            case WorldItem.Interface named -> line(keyword + path(named.id()) + ";");
            case WorldItem.Implements named ->
                line(keyword + Keywords.escaped(named.name()) + ": " + path(named.id()) + ";");
            case WorldItem.Inline inline -> {
                open(keyword + Keywords.escaped(inline.definition().name()) + ": interface");
                interfaceBody(inline.definition());
                close();
            }
            case WorldItem.Function free ->
                line(keyword + Keywords.escaped(free.function().name()) + ": "
                        + types.signature(free.function()) + ";");
        }
    }

    private String path(WitId id) {
        return home.isPresent() && home.get().equals(id.owner())
                ? Keywords.escaped(id.name())
                : WitPrinter.path(id);
    }

    private void annotations(Annotations annotations) {
        docs(annotations.docs());
        annotations.gate().since().ifPresent(version -> line("@since(version = " + version + ")"));
        annotations.gate().unstable().ifPresent(name ->
                line("@unstable(feature = " + Keywords.escaped(name) + ")"));
        annotations.gate().deprecated().ifPresent(version -> line("@deprecated(version = " + version + ")"));
        annotations.externalId().ifPresent(id -> line("@external-id(" + quoted(id) + ")"));
    }

    private void docs(String docs) {
        if (docs.isEmpty()) {
            return;
        }
        for (String text : docs.split("\n", -1)) {
            StringBuilder clean = new StringBuilder(text.isEmpty() ? "///" : "/// ");
            text.codePoints().forEach(point ->
                    clean.appendCodePoint(point != '\r' && Scalars.isAllowed(point) ? point : 0xFFFD));
            line(clean.toString());
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (point < ' ' || !Scalars.isAllowed(point)) {
                quoted.append("\\u{").append(Integer.toHexString(point)).append('}');
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }

    private PackageWriter separate(boolean first) {
        return first ? this : gap();
    }

    private PackageWriter gap() {
        out.append('\n');
        return this;
    }

    private void open(String head) {
        line(head + " {");
        indent += STEP;
    }

    private PackageWriter close() {
        indent = indent.substring(STEP.length());
        line("}");
        return this;
    }

    private void line(String text) {
        out.append(indent).append(text).append('\n');
    }
}
