package arcella.engine.internal.rewrite;

import static arcella.engine.core.CoreValueType.F64;
import static arcella.engine.core.CoreValueType.I32;
import static arcella.engine.core.CoreValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreImports;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.CoreValueType;
import arcella.engine.core.Trap;
import arcella.engine.internal.binary.ModuleDecoder;
import arcella.engine.internal.binary.ModuleLayout;
import arcella.engine.testing.Code;
import arcella.engine.testing.ComponentBuilder;
import arcella.engine.testing.Interpreter;
import arcella.engine.testing.ModuleBuilder;

/**
 * Two modules at random that share a table and call through it with every type, each with its types in an order of its
 * own, some of them twice: compiled together, inside a component, and in the interpreter after the same rewriting. What is
 * right is known from how they were made (core specification, 4.4.8.8): a call reaches the element's function if the types
 * are equal, and traps otherwise.
 */
class SharedTableTest {

    private record Signature(List<CoreValueType> params, List<CoreValueType> results) {}

    private static final List<Signature> POOL = List.of(
            new Signature(List.of(), List.of(I32)),
            new Signature(List.of(I32), List.of(I32)),
            new Signature(List.of(I64), List.of(I32)),
            new Signature(List.of(I32), List.of(I64)),
            new Signature(List.of(I32, F64), List.of(I32)));
    private static final int ELEMENTS = 4;

    /** What a call is to do. */
    private enum Outcome { RETURNS, TRAPS }

    /** Owner and user, and for each exported function of each what it does. */
    private record Group(byte[] owner, byte[] user, Map<String, Outcome> outcomes) {}

    private static Group group(long seed) {
        Random random = new Random(seed);
        List<Integer> types = random.ints(ELEMENTS, 0, POOL.size()).boxed().toList();
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int element = 0; element < ELEMENTS; element++) {
            for (int type = 0; type < POOL.size(); type++) {
                outcomes.put("c" + element + "t" + type,
                        types.get(element) == type ? Outcome.RETURNS : Outcome.TRAPS);
            }
        }
        ModuleBuilder owner = new ModuleBuilder();
        ModuleBuilder user = new ModuleBuilder();
        module(random, owner, false, types);
        module(random, user, true, types);
        return new Group(owner.build(), user.build(), outcomes);
    }

    /** The owner has the functions of the first elements, the user those of the others; both call all. */
    private static void module(Random random, ModuleBuilder b, boolean user, List<Integer> types) {
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < POOL.size(); i++) {
            known.add(-1);
        }
        int plain = -1;
        while (plain < 0 || known.contains(-1)) {
            int next = random.nextInt(POOL.size() + 1);
            if (next == POOL.size()) {
                plain = b.type(List.of(), List.of());
            } else {
                known.set(next, b.type(POOL.get(next).params(), POOL.get(next).results()));
            }
        }
        if (user) {
            b.importTable("owner", "table", ELEMENTS);
        } else {
            b.table(ELEMENTS, ELEMENTS);
            b.export("table", 1, 0);
        }
        int first = user ? ELEMENTS / 2 : 0;
        int[] functions = new int[ELEMENTS / 2];
        for (int i = 0; i < functions.length; i++) {
            int type = types.get(first + i);
            functions[i] = b.function(known.get(type), POOL.get(type).results().contains(I64)
                    ? new Code().i64(1000 + first + i) : new Code().i32(1000 + first + i));
        }
        b.elements(first, functions);
        for (int element = 0; element < ELEMENTS; element++) {
            for (int type = 0; type < POOL.size(); type++) {
                Code code = new Code();
                for (CoreValueType param : POOL.get(type).params()) {
                    switch (param) {
                        case I64 -> code.i64(7);
                        case F64 -> code.i32(7).op(0xB7);
                        default -> code.i32(7);
                    }
                }
                code.i32(element).callIndirect(known.get(type), 0);
                if (POOL.get(type).results().contains(I64)) {
                    code.op(0xA7);
                }
                code.i32(1000 + element).op(0x47).begin(0x04).op(0x00).end();
                b.function("c" + element + "t" + type, plain, code);
            }
        }
    }

    private static Outcome of(Runnable call, String what) {
        try {
            call.run();
            return Outcome.RETURNS;
        } catch (Trap trap) {
            assertThat(trap.kind()).as(what).isEqualTo(Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH);
            return Outcome.TRAPS;
        }
    }

    @Test
    void compiledTogether() {
        CoreEngine engine = new CoreEngine();
        for (long seed = 0; seed < 40; seed++) {
            Group group = group(seed);
            CoreOptions options = seed % 2 == 0 ? CoreOptions.trusted() : CoreOptions.untrusted();
            List<CoreModule> modules = engine.load(List.of(group.owner(), group.user()), options);
            CoreInstance owner = modules.get(0).instantiate(CoreImports.none(), CoreLimits.defaults());
            CoreInstance user = modules.get(1)
                    .instantiate(CoreImports.builder().instance("owner", owner).build(), CoreLimits.defaults());
            for (CoreInstance caller : List.of(owner, user)) {
                for (Map.Entry<String, Outcome> right : group.outcomes().entrySet()) {
                    String what = right.getKey() + " of " + (caller == owner ? "owner" : "user") + ", seed " + seed;
                    assertThat(of(() -> caller.function(right.getKey()).orElseThrow().call(), what)).as(what)
                            .isEqualTo(right.getValue());
                }
            }
        }
    }

    @Test
    void insideAComponent() {
        CoreEngine engine = new CoreEngine();
        for (long seed = 100; seed < 110; seed++) {
            Group group = group(seed);
            for (boolean fromOwner : new boolean[] {true, false}) {
                ComponentBuilder builder = new ComponentBuilder();
                int ownerModule = builder.coreModule(group.owner());
                int userModule = builder.coreModule(group.user());
                int owner = builder.coreInstance(ownerModule);
                int user = builder.coreInstance(userModule, "owner", owner);
                group.outcomes().keySet().forEach(name -> builder.liftPlain(fromOwner ? owner : user, name));
                Component component = Component.of(builder.build(), engine, CoreOptions.untrusted());
                for (Map.Entry<String, Outcome> right : group.outcomes().entrySet()) {
                    String what = right.getKey() + " of " + (fromOwner ? "owner" : "user") + ", seed " + seed;
                    try (ComponentInstance made = new Linker().instantiate(component)) {
                        assertThat(of(() -> made.export(right.getKey()).call(), what)).as(what).isEqualTo(right.getValue());
                    }
                }
            }
        }
    }

    /** The library's interpreter compares indices too, so that it is right only after the rewriting. */
    @Test
    void interpretedAfterTheSameRewriting() {
        for (long seed = 200; seed < 240; seed++) {
            Group group = group(seed);
            List<ModuleLayout> layouts = List.of(ModuleDecoder.decode(group.owner()), ModuleDecoder.decode(group.user()));
            CanonicalTypes types = CanonicalTypes.of(layouts, Metering.NONE);
            Interpreter owner = Interpreter.of(ModuleRewriter.rewrite(layouts.get(0), types, Metering.NONE), Map.of());
            Interpreter user = Interpreter.of(ModuleRewriter.rewrite(layouts.get(1), types, Metering.NONE),
                    Map.of("", owner.exporting("0", "table")));
            for (Interpreter caller : List.of(owner, user)) {
                for (Map.Entry<String, Outcome> right : group.outcomes().entrySet()) {
                    assertThat(caller.call(right.getKey())).as("%s, seed %d", right.getKey(), seed)
                            .isEqualTo(right.getValue() == Outcome.RETURNS ? List.of() : List.of("trap"));
                }
            }
        }
    }
}
