package arcella.wit.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.resolved.ResourceType;

/** What validation says of a component beside that it is valid. */
class ResolvedComponentTest {

    private static ResolvedComponent resolve(String file, String name) throws IOException {
        Cases.Case found = Cases.read(file).stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        return ComponentValidator.validate(ComponentDecoder.decode(found.binary()), CoreModuleValidator.TRUSTING);
    }

    @Test
    void importsAndExportsAreResolved() throws IOException {
        ResolvedComponent component = resolve("canon", "lift and lower");
        assertThat(component.type().imports()).containsOnlyKeys("log");
        assertThat(component.type().exports()).containsOnlyKeys("run");
        FuncType run = ((ExternType.Func) component.type().exports().get("run")).type();
        assertThat(run.params()).containsExactly(new FuncType.Param("in", PrimitiveType.of(Primitive.STRING)));
        assertThat(run.result()).isEqualTo(Optional.of(PrimitiveType.of(Primitive.STRING)));
        assertThat(component.coreModules()).hasSize(2);
        assertThat(component.modules()).hasSize(2);
        assertThat(component.coreInstances()).hasSize(3);
        assertThat(component.funcs()).hasSize(3);
    }

    @Test
    void importedInstancesBindTheirResourcesInTheComponent() throws IOException {
        ResolvedComponent component = resolve("resources", "instances are passed with their resources");
        InstanceType one = ((ExternType.Instance) component.type().imports().get("one")).type();
        ResourceType resource = (ResourceType) ((ExternType.Type) one.exports().get("r")).type();
        FuncType make = ((ExternType.Func) one.exports().get("make")).type();
        assertThat(one.bound()).isEmpty();
        assertThat(component.type().importBound()).containsExactly(resource.id());
        assertThat(((OwnType) make.result().orElseThrow()).resource().id()).isSameAs(resource.id());
        // The instance made of $c exports the same resource, and its function returns it.
        InstanceType made = component.instances().get(1);
        assertThat(((ResourceType) ((ExternType.Type) made.exports().get("r")).type()).id()).isSameAs(resource.id());
    }

    @Test
    void everyInstanceHasItsOwnResources() throws IOException {
        ResolvedComponent component = resolve("resources", "exported twice is one resource");
        assertThat(component.nested()).hasSize(2);
        assertThat(component.nested().getFirst().localResources()).hasSize(1);
        assertThat(component.nested().getFirst().type().exportBound()).hasSize(1);
        InstanceType instance = component.instances().getFirst();
        ResourceType a = (ResourceType) ((ExternType.Type) instance.exports().get("a")).type();
        ResourceType b = (ResourceType) ((ExternType.Type) instance.exports().get("b")).type();
        assertThat(a.id()).isSameAs(b.id());
        assertThat(component.nested().getFirst().type().exportBound()).doesNotContain(a.id());
    }

    @Test
    void definedResourcesAreExportedAsTheComponentsOwn() throws IOException {
        ResolvedComponent component = resolve("visibility", "an ascription brings the name");
        ResourceType exported = (ResourceType) ((ExternType.Type) component.type().exports().get("r")).type();
        assertThat(component.type().exportBound()).containsExactly(exported.id());
        assertThat(component.localResources()).containsOnlyKeys(exported.id());
    }
}
