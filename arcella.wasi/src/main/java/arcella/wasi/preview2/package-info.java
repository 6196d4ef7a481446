/**
 * WASI 0.2 for components.
 *
 * <p>Start at {@link arcella.wasi.preview2.Preview2}. Each package below is one package of WASI: plain Java classes
 * that {@code arcella.engine.binding} shows to components. Classes named {@code …Resource} stand for resources.
 */
@Export
@Version("0.1.0")
@NullMarked
package arcella.wasi.preview2;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
