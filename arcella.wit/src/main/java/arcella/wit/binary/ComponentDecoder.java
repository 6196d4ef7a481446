package arcella.wit.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.AttributedName;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreSort;
import arcella.wit.component.CustomSection;
import arcella.wit.component.Definition;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Sort;
import arcella.wit.component.SortIndex;
import arcella.wit.component.ValRef;

/**
 * Decodes the component binary format: the grammar of the Component Model's {@code Binary.md}, all of it, gated features
 * included.
 *
 * <p>Takes time and memory linear in the input: a vector's count is checked against the bytes left before anything is
 * allocated, recursion is bounded by {@link DecodeLimits}, and core modules stay slices of the input. Any input ends in a
 * component or a {@link ComponentException}.
 *
 * <p>Stateless; safe to use from several threads.
 */
public final class ComponentDecoder {

    private final Reader in;
    private final CoreTypeReader core;
    private final TypeReader types;
    private final CanonReader canons;
    private final DecodeLimits limits;
    private final int depth;
    private final List<Definition> definitions = new ArrayList<>();
    private final List<CustomSection> customSections = new ArrayList<>();

    private ComponentDecoder(Reader in, DecodeLimits limits, int depth) {
        this.in = in;
        this.core = new CoreTypeReader(in);
        this.types = new TypeReader(in, core, limits, depth);
        this.canons = new CanonReader(in, core, types);
        this.limits = limits;
        this.depth = depth;
    }

    /** Decodes a whole component, with the default limits. */
    public static Component decode(byte[] bytes) {
        return decode(ByteSlice.of(bytes), DecodeLimits.DEFAULT);
    }

    /**
     * Decodes a whole component. The bytes are shared with the result, not copied, and must not change.
     *
     * @throws ComponentException if the bytes are no component binary
     */
    public static Component decode(ByteSlice bytes, DecodeLimits limits) {
        return decode(bytes, limits, 1);
    }

    private static Component decode(ByteSlice bytes, DecodeLimits limits, int depth) {
        limits.checkNesting(depth, bytes.offset());
        preamble(bytes);
        Reader in = new Reader(bytes);
        in.skip(BinaryKind.PREAMBLE);
        ComponentDecoder decoder = new ComponentDecoder(in, limits, depth);
        while (!in.atEnd()) {
            decoder.section();
        }
        return new Component(decoder.definitions, decoder.customSections, bytes);
    }

    private static void preamble(ByteSlice bytes) {
        switch (BinaryKind.of(bytes)) {
            case COMPONENT -> { }
            case CORE_MODULE -> throw ComponentException.malformed(
                    "expected a version header for a component, found one for a core module", bytes.offset() + 4);
            case OTHER_WEBASSEMBLY -> throw ComponentException.malformed(
                    "unknown binary version and layer; this reads components of version 0x0d", bytes.offset() + 4);
            case UNKNOWN -> throw ComponentException.malformed(
                    bytes.length() < BinaryKind.PREAMBLE ? "unexpected end-of-file: too short for a WebAssembly binary"
                            : "magic header not detected: no WebAssembly binary", bytes.offset());
        }
    }

    private void section() {
        int at = in.position();
        int id = in.u8();
        if (id > 12) {
            throw ComponentException.malformed("malformed section id: " + id, at);
        }
        ByteSlice contents = in.sized();
        switch (id) {
            case 0 -> customSections.add(custom(contents, definitions.size()));
            case 1 -> {
                if (BinaryKind.of(contents) == BinaryKind.COMPONENT) {
                    throw ComponentException.malformed(
                            "expected a version header for a module, found one for a component", contents.offset() + 4);
                }
                definitions.add(new Definition.CoreModule(contents, contents.offset()));
            }
            case 4 -> definitions.add(new Definition.Nested(decode(contents, limits, depth + 1), contents.offset()));
            default -> within(contents, id);
        }
    }

    static CustomSection custom(ByteSlice contents, int position) {
        Reader custom = new Reader(contents);
        String name = custom.name();
        return new CustomSection(name, custom.take(custom.remaining()), position, contents.offset());
    }

    private void within(ByteSlice contents, int id) {
        int outer = in.enter(contents);
        if (id == 9) {
            definitions.add(start());
        } else {
            int count = in.count(1);
            for (int i = 0; i < count; i++) {
                definitions.add(definition(id));
            }
        }
        if (!in.atEnd()) {
            throw ComponentException.malformed(
                    "section size mismatch: unexpected data at the end of the section", in.position());
        }
        in.leave(outer);
    }

    private Definition definition(int section) {
        int at = in.position();
        return switch (section) {
            case 2 -> coreInstance(at);
            case 3 -> new Definition.CoreType(core.coreType(), at);
            case 5 -> instance(at);
            case 6 -> new Definition.Aliased(types.alias(), at);
            case 7 -> new Definition.Type(types.type(), at);
            case 8 -> new Definition.Canonical(canons.canon(), at);
            case 10 -> {
                AttributedName name = types.externName();
                yield new Definition.Import(name, types.externDesc(), at);
            }
            case 11 -> export(at);
            case 12 -> {
                ValRef type = types.valueType();
                yield new Definition.Value(type, in.sized(), at);
            }
            default -> throw new IllegalStateException("section " + section + " has no vector of definitions");
        };
    }

    private Definition coreInstance(int at) {
        return switch (in.u8()) {
            case 0x00 -> {
                int module = in.u32();
                yield new Definition.CoreInstantiate(module, in.vector(3, this::coreArg), at);
            }
            case 0x01 -> new Definition.CoreInlineInstance(in.vector(3, this::coreExport), at);
            default -> throw in.leadingByte("core instance");
        };
    }

    private Definition.CoreArg coreArg() {
        String name = in.name();
        if (in.u8() != 0x12) {
            throw in.leadingByte("instantiation arg kind");
        }
        return new Definition.CoreArg(name, in.u32());
    }

    private Definition.CoreExport coreExport() {
        String name = in.name();
        CoreSort sort = types.coreSort("external kind");
        return new Definition.CoreExport(name, sort, in.u32());
    }

    private Definition instance(int at) {
        return switch (in.u8()) {
            case 0x00 -> {
                int component = in.u32();
                yield new Definition.Instantiate(component, in.vector(3, this::arg), at);
            }
            case 0x01 -> new Definition.InlineInstance(in.vector(4, this::inlineExport), at);
            default -> throw in.leadingByte("instance");
        };
    }

    private Definition.Arg arg() {
        String name = in.name();
        return new Definition.Arg(name, sortIndex());
    }

    private Definition.InlineExport inlineExport() {
        AttributedName name = types.externName();
        return new Definition.InlineExport(name, sortIndex());
    }

    private SortIndex sortIndex() {
        Sort sort = types.sort("component external kind");
        return new SortIndex(sort, in.u32());
    }

    private Definition export(int at) {
        AttributedName name = types.externName();
        SortIndex target = sortIndex();
        Optional<ExternDesc> ascribed = in.optional("optional component export type", types::externDesc);
        return new Definition.Export(name, target, ascribed, at);
    }

    private Definition start() {
        int at = in.position();
        int func = in.u32();
        List<Integer> args = in.vector(1, in::u32);
        return new Definition.Start(func, args, in.u32(), at);
    }
}
