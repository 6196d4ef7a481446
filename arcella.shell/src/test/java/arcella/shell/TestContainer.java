package arcella.shell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

import arcella.command.Verb;

/** A Felix framework with the bundles that the shell lives among, from the jars on the class path. */
final class TestContainer {

    private static final List<String> BUNDLES = List.of(
            "org.osgi.util.function-", "org.osgi.util.promise-", "org.osgi.service.component-",
            "org.apache.felix.log-", "org.apache.felix.configadmin-", "org.apache.felix.scr-", "arcella.error-",
            "arcella.command-", "org.apache.felix.gogo.runtime-", "jline-", "arcella.shell-");

    private final Framework framework;

    TestContainer(Path home) throws BundleException, IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, Files.createDirectories(home.resolve("cache")).toString());
        // The test speaks with the bundles in the types of its own class path.
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "arcella.error;version=0.1.0,arcella.command;version=0.1.0,arcella.command.line;version=0.1.0,"
                        + "arcella.command.text;version=0.1.0");
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put("felix.log.level", "1");
        properties.put("ds.loglevel", "warn");
        properties.put("arcella.home", home.toString());
        properties.put("arcella.version", "0.1.0-test");
        framework = new FrameworkFactory().newFramework(properties);
        framework.init();
        List<Bundle> bundles = new ArrayList<>();
        for (String name : BUNDLES) {
            bundles.add(framework.getBundleContext().installBundle("reference:" + jar(name).toUri()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        framework.start();
    }

    private static Path jar(String prefix) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix)
                        && path.getFileName().toString().endsWith(".jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no jar " + prefix + " on the class path"));
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    void register(Verb verb) {
        context().registerService(Verb.class, verb, null);
    }

    /** The verb of that name. */
    Verb verb(String name) throws Exception {
        for (ServiceReference<Verb> reference : context().getServiceReferences(Verb.class, null)) {
            Verb verb = context().getService(reference);
            if (verb.spec().name().toString().equals(name)) {
                return verb;
            }
        }
        throw new AssertionError("no verb " + name);
    }

    /** Whether the framework stops by itself. */
    boolean awaitStop() throws InterruptedException {
        return framework.waitForStop(20_000).getType() == org.osgi.framework.FrameworkEvent.STOPPED;
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(20_000);
    }
}
