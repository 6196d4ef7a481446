/**
 * Components at run time: reading, linking, instantiating and calling them. Usable as a plain library:
 *
 * <pre>{@code
 * Linker linker = new Linker().implement("arcella:binding/host@1.0.0", new Host(), Counter.class);
 * Component component = Component.read(file);
 * try (ComponentInstance instance = linker.instantiate(component)) {
 *     Greeter greeter = instance.proxy("arcella:binding/guest@1.0.0", Greeter.class);
 *     String text = greeter.greet("World");
 *     ExportedFunction add = instance.export("arcella:binding/guest@1.0.0", "add");
 *     Optional<WitValue> sum = add.call(new WitValue.U32(40), new WitValue.U32(2));
 * }
 * }</pre>
 *
 * <p>Here {@code Host} is a class with a public method for each function that the component imports, {@code Counter} the
 * class of the resource among them, and {@code Greeter} an interface with {@code String greet(String name)}; see
 * {@link arcella.engine.binding}.
 *
 * <p>Who wants many instances links once, {@code linker.link(component)}, and has each made by
 * {@link arcella.engine.component.LinkedComponent#instantiate}.
 *
 * <p>What a component imports can be in another store or process, too: a {@link arcella.engine.component.ForeignInterface}
 * passes plain values, and a {@link arcella.engine.component.JavaInterface} is the Java object at the other end.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.engine.component;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
