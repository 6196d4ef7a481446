package arcella.wit.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.Alias;
import arcella.wit.component.AttributedName;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreSort;
import arcella.wit.component.Declaration;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Primitive;
import arcella.wit.component.Sort;
import arcella.wit.component.TypeDef;
import arcella.wit.component.ValRef;

/** The component-level type grammar, with the names, aliases and externtypes that types contain. */
final class TypeReader {

    private static final ValRef.Prim[] PRIMITIVES = primitives();

    private final Reader in;
    private final CoreTypeReader core;
    private final DecodeLimits limits;
    private int depth;

    TypeReader(Reader in, CoreTypeReader core, DecodeLimits limits, int depth) {
        this.in = in;
        this.core = core;
        this.limits = limits;
        this.depth = depth;
    }

    private static ValRef.Prim[] primitives() {
        ValRef.Prim[] byOpcode = new ValRef.Prim[0x80];
        for (Primitive primitive : Primitive.values()) {
            byOpcode[primitive.opcode()] = new ValRef.Prim(primitive);
        }
        return byOpcode;
    }

    ValRef valueType() {
        int first = in.peek();
        if (first < 0x80 && PRIMITIVES[first] != null) {
            in.u8();
            return PRIMITIVES[first];
        }
        int at = in.position();
        long index = in.s33();
        if (index < 0) {
            throw ComponentException.malformed("invalid leading byte (0x%x) for value type".formatted(first), at);
        }
        return new ValRef.Index((int) index);
    }

    Optional<ValRef> optionalValueType() {
        return in.optional("optional value type", this::valueType);
    }

    TypeDef type() {
        int opcode = in.u8();
        return switch (opcode) {
            case 0x3f -> {
                var representation = core.valueType();
                yield new TypeDef.Resource(representation, in.optional("resource destructor", in::u32));
            }
            case 0x40 -> function(false);
            case 0x43 -> function(true);
            case 0x41 -> new TypeDef.Component(declarations(true));
            case 0x42 -> new TypeDef.Instance(declarations(false));
            default -> definedType(opcode);
        };
    }

    private TypeDef.Value definedType(int opcode) {
        if (opcode < 0x80 && PRIMITIVES[opcode] != null) {
            return new TypeDef.Prim(PRIMITIVES[opcode].type());
        }
        return switch (opcode) {
            case 0x72 -> new TypeDef.Record(in.vector(2, this::field));
            case 0x71 -> new TypeDef.Variant(in.vector(3, this::variantCase));
            case 0x70 -> new TypeDef.ListOf(valueType());
            case 0x67 -> {
                ValRef element = valueType();
                yield new TypeDef.FixedList(element, in.u32());
            }
            case 0x6f -> new TypeDef.Tuple(in.vector(1, this::valueType));
            case 0x6e -> new TypeDef.Flags(in.vector(1, in::name));
            case 0x6d -> new TypeDef.Enum(in.vector(1, in::name));
            case 0x6b -> new TypeDef.Option(valueType());
            case 0x6a -> {
                Optional<ValRef> ok = optionalValueType();
                yield new TypeDef.Result(ok, optionalValueType());
            }
            case 0x69 -> new TypeDef.Own(in.u32());
            case 0x68 -> new TypeDef.Borrow(in.u32());
            case 0x66 -> new TypeDef.Stream(optionalValueType());
            case 0x65 -> new TypeDef.Future(optionalValueType());
            case 0x63 -> {
                ValRef key = valueType();
                yield new TypeDef.MapOf(key, valueType());
            }
            default -> throw in.leadingByte("component defined type");
        };
    }

    private TypeDef.Field field() {
        String name = in.name();
        return new TypeDef.Field(name, valueType());
    }

    private TypeDef.Case variantCase() {
        String name = in.name();
        Optional<ValRef> payload = optionalValueType();
        if (in.u8() != 0) {
            throw in.leadingByte("zero byte required");
        }
        return new TypeDef.Case(name, payload);
    }

    private TypeDef.Func function(boolean async) {
        List<TypeDef.Field> params = in.vector(2, this::field);
        return new TypeDef.Func(async, params, resultList());
    }

    Optional<ValRef> resultList() {
        switch (in.u8()) {
            case 0x00 -> {
                return Optional.of(valueType());
            }
            case 0x01 -> {
                if (in.u8() != 0) {
                    throw in.leadingByte("number of results");
                }
                return Optional.empty();
            }
            default -> throw in.leadingByte("component function results");
        }
    }

    private List<Declaration> declarations(boolean component) {
        depth++;
        limits.checkNesting(depth, in.position());
        int count = in.count(2);
        List<Declaration> declarations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            declarations.add(declaration(component));
        }
        depth--;
        return declarations;
    }

    private Declaration declaration(boolean component) {
        int at = in.position();
        switch (in.u8()) {
            case 0x00 -> {
                return new Declaration.CoreType(core.coreType(), at);
            }
            case 0x01 -> {
                return new Declaration.Type(type(), at);
            }
            case 0x02 -> {
                return new Declaration.Aliased(alias(), at);
            }
            case 0x03 -> {
                if (!component) {
                    throw in.leadingByte("component or instance type declaration");
                }
                AttributedName name = externName();
                return new Declaration.Import(name, externDesc(), at);
            }
            case 0x04 -> {
                AttributedName name = externName();
                return new Declaration.Export(name, externDesc(), at);
            }
            default -> throw in.leadingByte("component or instance type declaration");
        }
    }

    AttributedName externName() {
        int at = in.position();
        switch (in.u8()) {
            case 0x00, 0x01 -> {
                return AttributedName.of(in.name(), at);
            }
            case 0x02 -> {
                return attributedName(at);
            }
            default -> throw in.leadingByte("component name");
        }
    }

    private AttributedName attributedName(int at) {
        String name = in.name();
        Optional<String> implementsName = Optional.empty();
        Optional<String> versionSuffix = Optional.empty();
        Optional<String> externalId = Optional.empty();
        int count = in.count(2);
        for (int i = 0; i < count; i++) {
            int where = in.position();
            switch (in.u8()) {
                case 0x00 -> implementsName = once(implementsName, "implements", where);
                case 0x01 -> versionSuffix = once(versionSuffix, "versionsuffix", where);
                case 0x02 -> externalId = once(externalId, "external-id", where);
                default -> throw in.leadingByte("name option");
            }
        }
        return new AttributedName(name, implementsName, versionSuffix, externalId, at);
    }

    private Optional<String> once(Optional<String> before, String what, int at) {
        if (before.isPresent()) {
            throw ComponentException.invalid("duplicate '%s' option in name".formatted(what), at);
        }
        return Optional.of(in.name());
    }

    ExternDesc externDesc() {
        switch (in.u8()) {
            case 0x00 -> {
                if (in.u8() != 0x11) {
                    throw in.leadingByte("component external kind");
                }
                return new ExternDesc.Module(in.u32());
            }
            case 0x01 -> {
                return new ExternDesc.Func(in.u32());
            }
            case 0x02 -> {
                return switch (in.u8()) {
                    case 0x00 -> new ExternDesc.ValueEq(in.u32());
                    case 0x01 -> new ExternDesc.Value(valueType());
                    default -> throw in.leadingByte("value bound");
                };
            }
            case 0x03 -> {
                return switch (in.u8()) {
                    case 0x00 -> new ExternDesc.TypeEq(in.u32());
                    case 0x01 -> new ExternDesc.SubResource();
                    default -> throw in.leadingByte("type bound");
                };
            }
            case 0x04 -> {
                return new ExternDesc.Component(in.u32());
            }
            case 0x05 -> {
                return new ExternDesc.Instance(in.u32());
            }
            default -> throw in.leadingByte("component external kind");
        }
    }

    CoreSort coreSort(String what) {
        int opcode = in.u8();
        for (CoreSort sort : CoreSort.values()) {
            if (sort.opcode() == opcode) {
                return sort;
            }
        }
        throw in.leadingByte(what);
    }

    Sort sort(String what) {
        return switch (in.u8()) {
            case 0x00 -> Sort.of(coreSort(what));
            case 0x01 -> Sort.FUNC;
            case 0x02 -> Sort.VALUE;
            case 0x03 -> Sort.TYPE;
            case 0x04 -> Sort.COMPONENT;
            case 0x05 -> Sort.INSTANCE;
            default -> throw in.leadingByte(what);
        };
    }

    Alias alias() {
        int start = in.position();
        int first = in.peek();
        Sort sort = sort("component outer alias kind");
        switch (in.u8()) {
            case 0x00 -> {
                int instance = in.u32();
                return new Alias.InstanceExport(sort, instance, in.name());
            }
            case 0x01 -> {
                int instance = in.u32();
                return new Alias.CoreInstanceExport(sort, instance, in.name());
            }
            case 0x02 -> {
                return switch (sort) {
                    case CORE_MODULE, CORE_TYPE, COMPONENT, TYPE -> {
                        int count = in.u32();
                        yield new Alias.Outer(sort, count, in.u32());
                    }
                    case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_INSTANCE, FUNC, VALUE, INSTANCE ->
                            throw ComponentException.malformed(
                                    "invalid leading byte (0x%x) for component outer alias kind: %s cannot be aliased"
                                            .formatted(first, sort.text()), start);
                };
            }
            default -> throw in.leadingByte("alias");
        }
    }
}
