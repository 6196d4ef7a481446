package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

/** Exceptions are caught by the tag that they were thrown with, and by no other of its type. */
class TagIdentityTest {

    private static final List<CoreValueType> NONE = List.of();
    private static final int BY_TAG = 1;
    private static final int BY_CATCH_ALL = 2;

    private final List<CoreModule> modules =
            new CoreEngine().load(List.of(owner(), thrower(), catcher()), CoreOptions.trusted());

    /** Defines a tag, and catches what element 0 of its table throws. */
    private static byte[] owner() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int number = b.type(NONE, List.of(CoreValueType.I32));
        int tag = b.tag(none);
        b.table(1, 1);
        b.function("catch", number, catching(tag, new Code().i32(0).callIndirect(none, 0)));
        return b.export("tag", 4, tag).export("table", 1, 0).build();
    }

    /** Throws with the second of two tags that it imports, and puts the function that does into a table. */
    private static byte[] thrower() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        b.importTag("owner", "unused", none);
        int tag = b.importTag("owner", "tag", none);
        b.importTable("owner", "table", 1);
        return b.elements(0, b.function("throw", none, new Code().op(0x08, (long) tag))).build();
    }

    private static byte[] catcher() {
        ModuleBuilder b = new ModuleBuilder();
        int none = b.type(NONE, NONE);
        int number = b.type(NONE, List.of(CoreValueType.I32));
        int tag = b.importTag("owner", "tag", none);
        int thrower = b.importFunction("thrower", "throw", none);
        b.function("catch", number, catching(tag, new Code().call(thrower)));
        return b.build();
    }

    /** Answers whether the body threw with the tag, or with another. */
    private static Code catching(int tag, Code body) {
        return new Code().begin(0x02).begin(0x02)
                .op(0x1F, 0x40, 2, 0, tag, 0, 2, 1).append(body).end()
                .i32(0).op(0x0F).end()
                .i32(BY_TAG).op(0x0F).end()
                .i32(BY_CATCH_ALL);
    }

    private CoreInstance owned() {
        return modules.get(0).instantiate(CoreImports.none(), CoreLimits.defaults());
    }

    private CoreInstance thrower(CoreInstance tagOwner, CoreInstance tableOwner) {
        return modules.get(1).instantiate(CoreImports.builder()
                .add("owner", "unused", owned().exports().get("tag"))
                .add("owner", "tag", tagOwner.exports().get("tag"))
                .add("owner", "table", tableOwner.exports().get("table"))
                .build(), CoreLimits.defaults());
    }

    private long caughtBy(CoreInstance tagOwner, CoreInstance thrower) {
        CoreInstance catcher = modules.get(2).instantiate(CoreImports.builder()
                .instance("owner", tagOwner).instance("thrower", thrower).build(), CoreLimits.defaults());
        return catcher.function("catch").orElseThrow().call()[0];
    }

    @Test
    void oneImportedTagIsOneWhoeverImportsIt() {
        CoreInstance a = owned();
        assertThat(caughtBy(a, thrower(a, a))).isEqualTo(BY_TAG);
    }

    @Test
    void theTagsOfTwoInstancesOfOneModuleAreTwo() {
        CoreInstance a = owned();
        CoreInstance b = owned();
        assertThat(caughtBy(a, thrower(b, b))).isEqualTo(BY_CATCH_ALL);
        assertThat(caughtBy(b, thrower(b, b))).isEqualTo(BY_TAG);
    }

    @Test
    void whoDefinesTheTagCatchesWhatAnotherThrowsWithIt() {
        CoreInstance a = owned();
        CoreInstance b = owned();
        thrower(a, a);
        thrower(a, b);
        assertThat(a.function("catch").orElseThrow().call()).containsExactly(BY_TAG);
        assertThat(b.function("catch").orElseThrow().call()).containsExactly(BY_CATCH_ALL);
    }
}
