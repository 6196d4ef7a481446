package arcella.engine.core;

import static arcella.engine.core.CoreEngineTest.code;
import static arcella.engine.core.CoreValueType.EXTERNREF;
import static arcella.engine.core.CoreValueType.F64;
import static arcella.engine.core.CoreValueType.FUNCREF;
import static arcella.engine.core.CoreValueType.I32;
import static arcella.engine.core.CoreValueType.I64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

/** What a module declares is what its outline says, and is read without its code. */
class DeclaredTest {

    private static final CoreEngine ENGINE = new CoreEngine();

    @Test
    void declarationsAndOutlineOfAllGuestsAgree() throws IOException {
        int compared = 0;
        try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".wasm")).toList()) {
                byte[] wasm = Files.readAllBytes(file);
                if (wasm[6] == 0) {
                    assertThat(ENGINE.declared(wasm)).as(file.toString()).isEqualTo(ENGINE.outline(wasm));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(5);
    }

    @Test
    void codeIsNotLookedAt() {
        ModuleBuilder b = new ModuleBuilder();
        b.function("f", b.type(List.of(I32, I64), List.of(F64)), new Code().i32(1));
        byte[] wasm = b.build();
        assertThatThrownBy(() -> ENGINE.outline(wasm)).satisfies(code(EngineError.INVALID));
        assertThat(ENGINE.declared(wasm).exports()).containsExactly(
                new CoreExport("f", new CoreFunctionType(List.of(I32, I64), List.of(F64))));
        ModuleBuilder references = new ModuleBuilder();
        references.function("g", references.type(List.of(FUNCREF, EXTERNREF), List.of()), new Code());
        assertThat(ENGINE.declared(references.build())).isEqualTo(ENGINE.outline(references.build()));
    }
}
