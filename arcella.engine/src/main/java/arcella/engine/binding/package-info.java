/**
 * The Java binding: Java methods as WIT functions and WIT functions as Java methods, by one mapping of types.
 *
 * <table>
 * <caption>WIT and Java</caption>
 * <tr><td>{@code bool s8 s16 s32 s64 f32 f64}</td><td>{@code boolean byte short int long float double}</td></tr>
 * <tr><td>{@code u8 u16 u32}</td><td>{@code short int long}: the next wider type</td></tr>
 * <tr><td>{@code u64}</td><td>{@code long}, unsigned by convention</td></tr>
 * <tr><td>{@code char}</td><td>{@code int}, a code point</td></tr>
 * <tr><td>{@code string}</td><td>{@link String}</td></tr>
 * <tr><td>{@code record}, {@code tuple}</td><td>a Java record, component by component in the same order; a record's
 *     names are checked, a tuple has none</td></tr>
 * <tr><td>{@code variant}</td><td>a sealed interface whose permitted classes are records, one per case, with one
 *     component where the case has a payload</td></tr>
 * <tr><td>{@code enum}</td><td>a Java enum with the same constants in any order</td></tr>
 * <tr><td>{@code flags}</td><td>{@link java.util.EnumSet} (or {@link java.util.Set}) of such an enum</td></tr>
 * <tr><td>{@code option<T>}</td><td>{@link java.util.Optional}</td></tr>
 * <tr><td>{@code result<T, E>}</td><td>as a function's result: what is returned, or an exception that implements
 *     {@link arcella.engine.binding.WitError}; anywhere, also there: {@link arcella.engine.binding.WitResult}</td></tr>
 * <tr><td>{@code list<u8>}</td><td>{@code byte[]}</td></tr>
 * <tr><td>{@code list<T>}</td><td>{@link java.util.List}, or an array of the Java type for a primitive {@code T}</td></tr>
 * <tr><td>{@code map<K, V>}</td><td>{@link java.util.Map}</td></tr>
 * <tr><td>{@code own<R>}, {@code borrow<R>}</td><td>an object of the class or interface that stands for the resource,
 *     which is {@link AutoCloseable}</td></tr>
 * </table>
 *
 * <p>Names: {@code read-via-stream} is {@code readViaStream} as a method or component, {@code ReadViaStream} as a
 * class, {@code READ_VIA_STREAM} as a constant; {@link arcella.engine.binding.WitName} says otherwise. On the object
 * that offers or shows an interface, {@code [constructor]blob} is {@code newBlob} and {@code [static]blob.merge} is
 * {@code blobMerge}; {@code [method]blob.read} is {@code read} of the resource's class.
 *
 * <p>All this is checked when a component is linked, and when a proxy is made; a mismatch names both types and the
 * place.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.engine.binding;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
