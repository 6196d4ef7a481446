package arcella.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;

class SpecDataTest {

    @Test
    void everyDescriptionComesBackAsItWas() {
        for (VerbSpec spec : List.of(Samples.INSTALL, Samples.UNPACK, Samples.START, Samples.PING)) {
            assertThat(SpecData.read(SpecData.of(spec))).isEqualTo(spec);
        }
    }

    @Test
    void whatANewerDaemonSaysFallsBackToTheNearest() {
        Data spec = Data.fields()
                .put("name", "module:fly")
                .put("shape", "hologram")
                .put("novelty", true)
                .put("parameters", Data.items(List.of(Data.fields().put("name", "to").put("kind", "place").build())))
                .build();
        VerbSpec read = SpecData.read(spec);
        assertThat(read.shape()).isEqualTo(new ResultShape.Message());
        assertThat(read.role()).isEqualTo(Role.ADMIN);
        assertThat(read.parameters().getFirst().kind()).isEqualTo(new Parameter.Text("VALUE"));
    }

    @Test
    void whatIsNoDescriptionIsRefused() {
        for (Data data : List.of(Data.NONE, Data.EMPTY, Data.fields().put("name", "No Name").build())) {
            assertThatThrownBy(() -> SpecData.read(data)).isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-8007");
        }
    }
}
