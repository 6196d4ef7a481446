package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

import arcella.engine.testing.Code;
import arcella.engine.testing.ModuleBuilder;

/** The engine as a bundle: its classes come from the bundle alone, and generated classes find the library inside. */
class BundleTest {

    @TempDir
    private Path storage;

    @Test
    void runsAGuestInsideFelix() throws Throwable {
        Framework framework = new FrameworkFactory().newFramework(Map.of(
                "org.osgi.framework.storage", storage.toString(),
                "felix.bootdelegation.implicit", "false"));
        framework.start();
        try {
            install(framework, "arcella.error");
            install(framework, "arcella.wit");
            Bundle engine = install(framework, "arcella.engine");
            engine.start();
            assertThat(engine.getState()).isEqualTo(Bundle.ACTIVE);

            ModuleBuilder b = new ModuleBuilder();
            b.memory(1);
            b.function("f", b.type(List.of(), List.of(CoreValueType.I32)), new Code().i32(42));
            Class<?> type = engine.loadClass("arcella.engine.core.CoreEngine");
            assertThat(type).isNotSameAs(CoreEngine.class);
            Object module = type.getMethod("load", byte[].class)
                    .invoke(type.getConstructor().newInstance(), (Object) b.build());
            Class<?> imports = engine.loadClass("arcella.engine.core.CoreImports");
            Class<?> limits = engine.loadClass("arcella.engine.core.CoreLimits");
            Object instance = module.getClass().getMethod("instantiate", imports, limits).invoke(module,
                    imports.getMethod("none").invoke(null), limits.getMethod("defaults").invoke(null));
            Object function = ((java.util.Optional<?>) instance.getClass().getMethod("function", String.class)
                    .invoke(instance, "f")).orElseThrow();
            Class<?> functions = engine.loadClass("arcella.engine.core.CoreFunction");
            assertThat((long[]) functions.getMethod("call", long[].class).invoke(function, (Object) new long[0]))
                    .containsExactly(42);
            java.lang.invoke.MethodHandle handle =
                    (java.lang.invoke.MethodHandle) functions.getMethod("handle").invoke(function);
            assertThat((int) handle.invokeWithArguments()).isEqualTo(42);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private static Bundle install(Framework framework, String name) throws Exception {
        Path classes = Path.of("..", name, "target", "classes").toAbsolutePath().normalize();
        assertThat(Files.exists(classes.resolve("META-INF/MANIFEST.MF"))).as(classes.toString()).isTrue();
        return framework.getBundleContext().installBundle("reference:" + classes.toUri());
    }
}
