package arcella.wit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import arcella.wit.WitType.Primitive;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Makes types, values and packages of every shape from a seed. */
public final class RandomWit {

    private static final List<String> WORDS = List.of(
            "a", "b1", "some", "none", "ok", "err", "true", "false", "nan", "inf", "list", "func", "use", "world", "record",
            "interface", "XML", "to-XML-2", "own", "from", "map", "static", "as", "with", "x-y-z", "error-context");

    private final Random random;

    /** @param seed the same seed makes the same things */
    public RandomWit(long seed) {
        this.random = new Random(seed);
    }

    /** A closed type of a value that can be written as text. */
    public WitType type(int depth) {
        if (depth <= 0 || random.nextInt(3) == 0) {
            return Primitive.values()[random.nextInt(Primitive.values().length - 1)];
        }
        return switch (random.nextInt(9)) {
            case 0 -> new WitType.ListType(type(depth - 1), maybe(() -> 1 + random.nextInt(4)));
            case 1 -> new WitType.MapType(key(), type(depth - 1));
            case 2 -> new WitType.OptionType(type(depth - 1));
            case 3 -> new WitType.ResultType(maybe(() -> type(depth - 1)), maybe(() -> type(depth - 1)));
            case 4 -> new WitType.TupleType(several(() -> type(depth - 1)));
            case 5 ->
                new WitType.RecordType(labels(5).stream()
                        .map(name -> new WitType.Field(name, type(depth - 1), docs()))
                        .toList());
            case 6 ->
                new WitType.VariantType(labels(5).stream()
                        .map(name -> new WitType.Case(name, maybe(() -> type(depth - 1)), docs()))
                        .toList());
            case 7 -> new WitType.EnumType(simple(6));
            default -> new WitType.FlagsType(simple(6));
        };
    }

    /** A value of the type. */
    public WitValue value(WitType type) {
        return switch (type) {
            case Primitive primitive -> primitive(primitive);
            case WitType.ListType list -> {
                int size = list.length().orElseGet(() -> random.nextInt(4));
                if (list.element() == Primitive.U8) {
                    byte[] bytes = new byte[size];
                    random.nextBytes(bytes);
                    yield Bytes.wrap(bytes);
                }
                yield new WitValue.ListOf(
                        IntStream.range(0, size).mapToObj(i -> value(list.element())).toList());
            }
            case WitType.MapType map -> {
                Map<WitValue, WitValue> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(value(map.key()), value(map.value()));
                }
                yield new WitValue.MapOf(entries);
            }
            case WitType.OptionType option -> new WitValue.OptionOf(maybe(() -> value(option.payload())));
            case WitType.ResultType result -> {
                boolean ok = random.nextBoolean();
                yield new WitValue.ResultOf(ok, (ok ? result.ok() : result.err()).map(this::value));
            }
            case WitType.TupleType tuple ->
                new WitValue.TupleOf(tuple.elements().stream().map(this::value).toList());
            case WitType.RecordType record ->
                new WitValue.RecordOf(record.fields().stream()
                        .map(field -> new WitValue.Field(field.name(), value(field.type())))
                        .toList());
            case WitType.VariantType variant -> {
                WitType.Case one = pick(variant.cases());
                yield new WitValue.VariantOf(one.name(), one.payload().map(this::value));
            }
            case WitType.EnumType labels -> new WitValue.EnumOf(pick(labels.cases()).name());
            case WitType.FlagsType flags -> {
                Set<String> set = new LinkedHashSet<>();
                flags.flags().stream().filter(flag -> random.nextBoolean()).forEach(flag -> set.add(flag.name()));
                yield new WitValue.FlagsOf(set);
            }
            case WitType.Mention mention -> throw new IllegalArgumentException(mention.label());
            case WitType.StreamType stream -> throw new IllegalArgumentException("stream");
            case WitType.FutureType future -> throw new IllegalArgumentException("future");
        };
    }

    /** Packages that use each other's types. */
    public WitLibrary library() {
        List<WitPackage> packages = new ArrayList<>();
        Map<WitId, WitInterface> earlier = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            PackageId id = PackageId.of("ns" + i, pick(List.of("list", "p", "use")), SemVer.of(1, i, 0));
            List<WitInterface> interfaces = new ArrayList<>();
            for (String name : labels(3)) {
                WitInterface made = body(name, annotations(), earlier);
                interfaces.add(made);
                earlier.put(id.item(name), made);
            }
            Set<String> taken = new LinkedHashSet<>();
            interfaces.forEach(item -> taken.add(Kebab.fold(item.name())));
            List<WitWorld> worlds = new ArrayList<>();
            for (String name : labels(2)) {
                if (taken.add(Kebab.fold(name))) {
                    worlds.add(world(name, earlier));
                }
            }
            packages.add(new WitPackage(id, docs(), interfaces, worlds));
        }
        return WitLibrary.of(packages);
    }

    private WitWorld world(String name, Map<WitId, WitInterface> known) {
        WitInterface scope = body(name, Annotations.NONE, known);
        List<WorldItem> imports = new ArrayList<>();
        List<WorldItem> exports = new ArrayList<>();
        scope.functions().forEach(function -> imports.add(new WorldItem.Function(function)));
        imports.add(new WorldItem.Inline(body("in-place", annotations(), known)));
        exports.add(new WorldItem.Inline(body("in-place", annotations(), known)));
        List<WitId> ids = new ArrayList<>(known.keySet());
        Collections.shuffle(ids, random);
        if (!ids.isEmpty()) {
            imports.add(new WorldItem.Interface(ids.getFirst(), plain(annotations())));
            imports.add(new WorldItem.Implements("named", ids.getLast(), annotations()));
            exports.add(new WorldItem.Implements("named", ids.getFirst(), annotations()));
        }
        return new WitWorld(name, scope.types().stream().map(RandomWit::plain).toList(), imports, exports, List.of(),
                plain(annotations()));
    }

    private WitInterface body(String name, Annotations annotations, Map<WitId, WitInterface> known) {
        List<TypeDef> types = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> resources = new ArrayList<>();
        List<String> names = new ArrayList<>(labels(8));
        int typed = random.nextInt(names.size() + 1);
        for (String label : names.subList(0, typed)) {
            TypeDef made = typeDef(label, values, resources, known);
            types.add(made);
            (isResource(made, resources, known) ? resources : values).add(label);
        }
        Collections.shuffle(types, random);
        List<WitFunction> functions = new ArrayList<>();
        for (String label : names.subList(typed, names.size())) {
            functions.add(function(label, WitFunction.Kind.FREE, values, resources));
        }
        boolean top = annotations.externalId().isEmpty();
        return new WitInterface(name, types, functions, top ? annotations : plain(annotations));
    }

    private static boolean isResource(TypeDef made, List<String> resources, Map<WitId, WitInterface> known) {
        return switch (made) {
            case TypeDef.Resource resource -> true;
            case TypeDef.Value value ->
                value.type() instanceof WitType.Named named && resources.contains(named.label());
            case TypeDef.Use use -> originIsResource(use.from(), use.original(), known);
        };
    }

    private static boolean originIsResource(WitId from, String name, Map<WitId, WitInterface> known) {
        TypeDef there = known.get(from).type(name).orElseThrow();
        return switch (there) {
            case TypeDef.Resource resource -> true;
            case TypeDef.Use use -> originIsResource(use.from(), use.original(), known);
            case TypeDef.Value value ->
                value.type() instanceof WitType.Named named && originIsResource(from, named.label(), known);
        };
    }

    private TypeDef typeDef(String label, List<String> values, List<String> resources, Map<WitId, WitInterface> known) {
        List<WitId> sources = known.keySet().stream()
                .filter(id -> !known.get(id).types().isEmpty())
                .toList();
        switch (random.nextInt(sources.isEmpty() ? 4 : 6)) {
            case 0 -> {
                List<WitFunction> functions = new ArrayList<>();
                List<String> all = new ArrayList<>(resources);
                all.add(label);
                for (String name : labels(3)) {
                    if (!Kebab.fold(name).equals(Kebab.fold(label))) {
                        functions.add(function(
                                name,
                                random.nextBoolean() ? WitFunction.Kind.METHOD : WitFunction.Kind.STATIC,
                                values,
                                all));
                    }
                }
                if (random.nextBoolean()) {
                    WitFunction made = function("constructor", WitFunction.Kind.CONSTRUCTOR, values, all);
                    Optional<WitType> result = maybe(() ->
                            new WitType.ResultType(Optional.of(new WitType.Own(label)), Optional.empty()));
                    functions.add(new WitFunction(
                            made.name(), made.kind(), false, made.params(), result, made.annotations()));
                }
                return new TypeDef.Resource(label, functions, annotations());
            }
            case 1 -> {
                boolean alias = !resources.isEmpty();
                return new TypeDef.Value(
                        label, alias ? new WitType.Named(pick(resources)) : Primitive.U32, annotations());
            }
            case 2, 3 -> {
                return new TypeDef.Value(label, open(type(3), values, resources, true), annotations());
            }
            default -> {
                WitId from = pick(sources);
                return new TypeDef.Use(
                        label, from, pick(known.get(from).types()).name(), plain(annotations()));
            }
        }
    }

    private WitFunction function(String name, WitFunction.Kind kind, List<String> values, List<String> resources) {
        List<WitFunction.Param> params = labels(3).stream()
                .map(label -> new WitFunction.Param(
                        label,
                        !resources.isEmpty() && random.nextInt(3) == 0
                                ? new WitType.Borrow(pick(resources))
                                : open(type(2), values, resources, false)))
                .toList();
        return new WitFunction(
                name,
                kind,
                kind != WitFunction.Kind.CONSTRUCTOR && random.nextBoolean(),
                params,
                maybe(() -> open(type(2), values, resources, false)),
                annotations());
    }

    /** The type with names in places where WIT demands them, and in some others. */
    private WitType open(WitType type, List<String> values, List<String> resources, boolean top) {
        if (!top && !resources.isEmpty() && random.nextInt(6) == 0) {
            return new WitType.Own(pick(resources));
        }
        if (!top && !values.isEmpty() && random.nextInt(4) == 0) {
            return new WitType.Named(pick(values));
        }
        return switch (type) {
            case WitType.ListType list ->
                new WitType.ListType(open(list.element(), values, resources, false), list.length());
            case WitType.MapType map -> new WitType.MapType(map.key(), open(map.value(), values, resources, false));
            case WitType.OptionType option ->
                random.nextInt(4) == 0
                        ? new WitType.StreamType(maybe(() -> streamed(open(option.payload(), values, resources, false))))
                        : new WitType.OptionType(open(option.payload(), values, resources, false));
            case WitType.ResultType result ->
                random.nextInt(4) == 0
                        ? new WitType.FutureType(result.ok().map(one -> open(one, values, resources, false)))
                        : new WitType.ResultType(
                                result.ok().map(one -> open(one, values, resources, false)),
                                result.err().map(one -> open(one, values, resources, false)));
            case WitType.TupleType tuple ->
                new WitType.TupleType(tuple.elements().stream()
                        .map(one -> open(one, values, resources, false))
                        .toList());
            case WitType.RecordType record ->
                !top
                        ? Primitive.STRING
                        : new WitType.RecordType(record.fields().stream()
                                .map(one -> new WitType.Field(
                                        one.name(), open(one.type(), values, resources, false), one.docs()))
                                .toList());
            case WitType.VariantType variant ->
                !top
                        ? Primitive.BOOL
                        : new WitType.VariantType(variant.cases().stream()
                                .map(one -> new WitType.Case(
                                        one.name(),
                                        one.payload().map(payload -> open(payload, values, resources, false)),
                                        one.docs()))
                                .toList());
            case WitType.EnumType labels -> top ? labels : Primitive.CHAR;
            case WitType.FlagsType flags -> top ? flags : Primitive.S64;
            case Primitive primitive -> primitive;
            case WitType.Mention mention -> mention;
            case WitType.StreamType stream -> stream;
            case WitType.FutureType future -> future;
        };
    }

    /** There are no streams of characters, nor of what a name may stand for. */
    private static WitType streamed(WitType element) {
        return element == Primitive.CHAR || element instanceof WitType.Named ? WitType.ListType.of(element) : element;
    }

    private WitValue primitive(Primitive type) {
        long bits = random.nextInt(4) == 0 ? List.of(0L, -1L, Long.MIN_VALUE, 1L).get(random.nextInt(4)) : random.nextLong();
        return switch (type) {
            case BOOL -> new WitValue.Bool(random.nextBoolean());
            case S8 -> new WitValue.S8((byte) bits);
            case U8 -> new WitValue.U8((short) (bits & 0xff));
            case S16 -> new WitValue.S16((short) bits);
            case U16 -> new WitValue.U16((int) (bits & 0xffff));
            case S32 -> new WitValue.S32((int) bits);
            case U32 -> new WitValue.U32(bits & 0xffff_ffffL);
            case S64 -> new WitValue.S64(bits);
            case U64 -> new WitValue.U64(bits);
            // NaN has many patterns and one word.
            case F32 -> new WitValue.F32(canonical(Float.intBitsToFloat((int) bits)));
            case F64 -> {
                double number = Double.longBitsToDouble(bits);
                yield new WitValue.F64(Double.isNaN(number) ? Double.NaN : number);
            }
            case CHAR -> new WitValue.Char(point());
            case STRING -> new WitValue.Text(text(random.nextInt(6)));
            case ERROR_CONTEXT -> throw new IllegalArgumentException("error-context");
        };
    }

    private static float canonical(float number) {
        return Float.isNaN(number) ? Float.NaN : number;
    }

    private String text(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.appendCodePoint(point());
        }
        return out.toString();
    }

    private int point() {
        int point =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(0x20);
                    case 1 -> "\"'\\{}()[],:%/*\n\r\t ".codePointAt(random.nextInt(18));
                    case 2 -> random.nextInt(0x110000);
                    default -> ' ' + random.nextInt(95);
                };
        return point >= 0xd800 && point <= 0xdfff ? 0x1F600 : point;
    }

    private Annotations annotations() {
        Gate gate =
                switch (random.nextInt(5)) {
                    case 0 -> new Gate(Optional.of(SemVer.of(1, 0, 0)), Optional.empty(), Optional.empty());
                    case 1 ->
                        new Gate(
                                Optional.of(SemVer.of(1, 0, 0)),
                                Optional.empty(),
                                Optional.of(SemVer.parse("1.0.0-rc.1+b")));
                    default -> Gate.OPEN;
                };
        return new Annotations(docs(), gate, random.nextInt(8) == 0 ? Optional.of(text(5)) : Optional.empty());
    }

    private static Annotations plain(Annotations annotations) {
        return new Annotations(annotations.docs(), annotations.gate(), Optional.empty());
    }

    private static TypeDef plain(TypeDef type) {
        return switch (type) {
            case TypeDef.Use use -> use;
            case TypeDef.Value value -> new TypeDef.Value(value.name(), value.type(), plain(value.annotations()));
            case TypeDef.Resource resource ->
                new TypeDef.Resource(resource.name(), resource.functions(), plain(resource.annotations()));
        };
    }

    private String docs() {
        return random.nextInt(4) == 0
                ? pick(List.of("One line.", "Two\nlines", " indented\n\n  more ", "/ slash", "* star */ /* é ☃", "\nx"))
                : "";
    }

    private Primitive key() {
        Primitive key = Primitive.values()[random.nextInt(Primitive.values().length)];
        return key.isKey() ? key : Primitive.STRING;
    }

    private List<WitType.Label> simple(int most) {
        return labels(most).stream().map(name -> new WitType.Label(name, docs())).toList();
    }

    /** Up to so many labels, all different, at least one. */
    private List<String> labels(int most) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = random.nextInt(most); i >= 0; i--) {
            String label = pick(WORDS);
            labels.putIfAbsent(Kebab.fold(label), label);
        }
        return List.copyOf(labels.values());
    }

    private <T> List<T> several(Supplier<T> maker) {
        List<T> all = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            all.add(maker.get());
        }
        return all;
    }

    private <T> Optional<T> maybe(Supplier<T> maker) {
        return random.nextBoolean() ? Optional.of(maker.get()) : Optional.empty();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
