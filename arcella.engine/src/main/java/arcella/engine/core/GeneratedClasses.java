package arcella.engine.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import run.endive.compiler.internal.ClassCollector;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;

/**
 * The Java classes that one core module was compiled to, and their class loader.
 *
 * <p>The loader's parent is the loader of the engine library, which is this bundle's: generated code finds the library
 * inside OSGi as on a class path. The classes are defined lazily, so that a large module pays for verification of what
 * it runs only.
 */
final class GeneratedClasses implements ClassCollector {

    /** Where generated classes live; the rest of the name tells the module. */
    static final String PACKAGE = "run.endive.$gen.";
    private static final String FUNCTIONS = "FuncGroup_";

    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private final Loader loader = new Loader();
    private final IntConsumer progress;
    private @Nullable String mainClass;
    private int groups;

    /** @param progress hears how many functions are compiled, in steps of a class each */
    GeneratedClasses(IntConsumer progress) {
        this.progress = progress;
    }

    /** Classes that were compiled before. */
    static GeneratedClasses of(String mainClass, Map<String, byte[]> classes) {
        GeneratedClasses result = new GeneratedClasses(functions -> { });
        result.mainClass = mainClass;
        result.bytes.putAll(classes);
        return result;
    }

    /** The name of the class that makes machines of a module. */
    static String mainClass(String sha256) {
        return PACKAGE + "M" + sha256.substring(0, 16);
    }

    static boolean isGenerated(String className) {
        return className.startsWith(PACKAGE);
    }

    @Override
    public String mainClassName() {
        return java.util.Objects.requireNonNull(mainClass, "no main class");
    }

    @Override
    public void putMainClass(String className, byte[] data) {
        mainClass = className;
        put(className, data);
    }

    @Override
    public void put(String name, byte[] data) {
        // The shaded helper class comes with its internal name.
        bytes.put(name.replace('/', '.'), data);
        if (name.contains(FUNCTIONS)) {
            groups++;
            progress.accept(groups * ModuleCompiler.FUNCTIONS_PER_CLASS);
        }
    }

    @Override
    public void putAll(ClassCollector collector) {
        collector.classBytes().forEach((name, data) -> bytes.put(name.replace('/', '.'), data));
    }

    @Override
    public Map<String, byte[]> classBytes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(bytes));
    }

    @Override
    public byte[] resolve(Class<?> type) {
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            // The one class that the compiler asks for is the helper that it copies.
            return TagIdentity.inHelper(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes machines from the main class. */
    Function<Instance, Machine> machines() {
        try {
            Class<? extends Machine> main = loader.loadClass(mainClassName()).asSubclass(Machine.class);
            MethodHandle constructor = MethodHandles.publicLookup()
                    .findConstructor(main, MethodType.methodType(void.class, Instance.class))
                    .asType(MethodType.methodType(Machine.class, Instance.class));
            return instance -> machine(constructor, instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiler made no usable machine class", e);
        }
    }

    private static Machine machine(MethodHandle constructor, Instance instance) {
        try {
            return (Machine) constructor.invokeExact(instance);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has Java check every class, at the price of loading all of them; done once, when they are made. */
    void verify() {
        for (String name : bytes.keySet()) {
            try {
                Class.forName(name, true, loader);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The static method of a function, if it has one of that shape. */
    Optional<MethodHandle> function(int index, MethodType type) {
        List<String> groups = new ArrayList<>();
        for (String name : bytes.keySet()) {
            if (name.startsWith(mainClassName() + FUNCTIONS)) {
                groups.add(name);
            }
        }
        for (String name : groups) {
            try {
                Class<?> group = loader.loadClass(name);
                return Optional.of(MethodHandles.privateLookupIn(group, MethodHandles.lookup())
                        .findStatic(group, "func_" + index, type));
            } catch (NoSuchMethodException e) {
                continue;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the compiler made no usable class " + name, e);
            }
        }
        return Optional.empty();
    }

    private final class Loader extends ClassLoader {

        static {
            registerAsParallelCapable();
        }

        Loader() {
            super("wasm", Machine.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] data = bytes.get(name);
            if (data == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, data, 0, data.length);
        }
    }
}
