package arcella.wasi.preview2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.wasi.WasiConfig;

class LinkTest {

    /**
     * The component imports every function of {@code wasi:http/types} and {@code outgoing-handler} 0.2.8, and of
     * {@code wasi:keyvalue}, {@code wasi:logging} and {@code wasi:config}, and does nothing: made of a world that imports
     * them, by {@code componentEmbed({dummy: true})} and {@code componentNew} of jco. Types are matched when it links.
     */
    @Test
    void everyFunctionOfHttpAndOfTheDraftsLinks() throws IOException {
        byte[] binary;
        try (InputStream stream = LinkTest.class.getResourceAsStream("http-and-drafts.wasm")) {
            binary = Objects.requireNonNull(stream, "http-and-drafts.wasm").readAllBytes();
        }
        Component component = Component.of(binary, new CoreEngine());
        assertThat(component.type().imports().keySet()).contains("wasi:http/types@0.2.8",
                "wasi:http/outgoing-handler@0.2.8", "wasi:keyvalue/atomics@0.2.0-draft2",
                "wasi:keyvalue/batch@0.2.0-draft2", "wasi:logging/logging@0.1.0-draft", "wasi:config/store@0.2.0-rc.1");
        try (Preview2 wasi = Preview2.create(WasiConfig.builder().build());
                ComponentInstance instance = wasi.addTo(new Linker()).instantiate(component)) {
            assertThat(instance.poisoned()).isFalse();
        }
    }
}
