package arcella.shell.internal.verbs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.SystemBundles;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.kept.KeptBundles;

/**
 * The verbs that change bundles. They use the framework's own operations: on the bundle of a module the runtime hears of
 * it as of any other change and does what the verb of the same name for modules does. Only the update and the
 * restart of a module's bundle are passed on to that verb: the framework tells of updates when they have been made, and of a
 * restart not at all.
 */
final class BundleChanges {

    private static final Duration REFRESH_TIME = Duration.ofSeconds(60);
    private static final Parameter.Reference BUNDLE = new Parameter.Reference("bundle");
    private static final Parameter MANY =
            Parameter.argument("bundle", BUNDLE, "ids, ranges such as 12-15, or symbolic names").many();
    private static final Parameter FORCE =
            Parameter.flag("force", "also a bundle that Arcella itself needs").letter('f');

    private final BundleContext context;
    private final Bundles bundles;
    private final BundleDiagnosis diagnosis;
    private final ModuleBundles modules;
    private final KeptBundles kept;

    BundleChanges(BundleContext context, Bundles bundles, BundleDiagnosis diagnosis, KeptBundles kept) {
        this.context = context;
        this.bundles = bundles;
        this.diagnosis = diagnosis;
        this.kept = kept;
        this.modules = new ModuleBundles(context);
    }

    List<Verb> verbs() {
        return List.of(
                FrameworkVerb.looks("bundle:diag", "Says why bundles are not active")
                        .takes(Parameter.optionalArgument("bundle", BUNDLE, "ids or symbolic names; all if none").many())
                        .gives(new ResultShape.Lines())
                        .examples("bundle diag", "bundle diag 12")
                        .does(this::diag),
                FrameworkVerb.changes("bundle:install", "Installs bundles from URLs or files")
                        .description("A file is given with its whole path. The container reads it itself, so it must lie"
                                + " where the container runs. What cannot be installed leaves nothing behind. What is installed comes"
                                + " back with each start of the container, started if it was, from a copy of its own.\n\nmvn:GROUP/ARTIFACT/VERSION[/TYPE[/CLASSIFIER]] is a file of the home's system/ or"
                                + " of the local Maven repository of the container's user; nothing is fetched from the network.")
                        .takes(
                                Parameter.argument("url", new Parameter.Text("URL"),
                                        "file:/…/x.jar, mvn:GROUP/ARTIFACT/VERSION, wasm:file:/…/x.wasm, another URL, or a whole path").many(),
                                Parameter.flag("start", "starts them, too").letter('s'))
                        .examples("bundle install -s file:/opt/app/x.jar")
                        .does(this::install),
                change("bundle:start", "Starts bundles", "started", false, this::start),
                change("bundle:stop", "Stops bundles", "stopped", true, (bundle, _) -> bundle.stop()),
                change("bundle:restart", "Stops and starts bundles", "restarted", true, this::restart),
                FrameworkVerb.changes("bundle:update", "Reads the content of a bundle anew")
                        .takes(
                                Parameter.argument("bundle", BUNDLE, "the id or symbolic name"),
                                Parameter.optionalArgument("url", new Parameter.Text("URL"),
                                        "where the new content is; else where the old was. A module's bundle needs one, such as"
                                                + " wasm:file:/…/x.wasm"),
                                Parameter.flag("force",
                                        "also a bundle that Arcella itself needs, or a module whose consumers would break")
                                        .letter('f'))
                        .examples("bundle update 12", "bundle update 12 file:/opt/app/x-2.jar",
                                "bundle update arcella.module.adder wasm:file:/opt/app/adder.wasm")
                        .does(this::update),
                change("bundle:uninstall", "Removes bundles", "uninstalled", true, (bundle, _) -> bundle.uninstall()),
                FrameworkVerb.changes("bundle:refresh", "Wires bundles anew after updates")
                        .takes(Parameter.optionalArgument("bundle", BUNDLE,
                                "ids or symbolic names; all that wait for it if none").many())
                        .examples("bundle refresh", "bundle refresh 12")
                        .does(this::refresh),
                FrameworkVerb.changes("bundle:resolve", "Finds for bundles the packages that they import")
                        .takes(Parameter.optionalArgument("bundle", BUNDLE,
                                "ids or symbolic names; all that are not resolved if none").many())
                        .examples("bundle resolve 12")
                        .does(this::resolve));
    }

    /** One operation of the framework on one bundle. */
    private interface Operation {
        void on(Bundle bundle, Invocation invocation) throws BundleException, InterruptedException;
    }

    private Verb change(String name, String summary, String done, boolean protects, Operation operation) {
        var builder = FrameworkVerb.changes(name, summary);
        return (protects ? builder.takes(MANY, FORCE) : builder.takes(MANY))
                .examples(name.replace(':', ' ') + " 12")
                .does(invocation -> {
                    List<Bundle> all = bundles.find(invocation.arguments().texts("bundle"));
                    if (protects) {
                        all.forEach(bundle -> protect(bundle, invocation.arguments().flag("force")));
                    }
                    return each(all, done, operation, invocation);
                });
    }

    private void protect(Bundle bundle, boolean force) {
        if (bundle.getBundleId() == 0) {
            throw new ArcellaException(
                    ShellError.BUNDLE_PROTECTED, "bundle 0 is the container itself", "use system:shutdown to stop it");
        }
        if (!force && SystemBundles.contains(bundle.getLocation())) {
            throw new ArcellaException(
                    ShellError.BUNDLE_PROTECTED,
                    Bundles.title(bundle) + " is a part of Arcella",
                    "add --force if you mean it");
        }
    }

    private VerbResult each(List<Bundle> all, String done, Operation operation, Invocation invocation)
            throws InterruptedException {
        List<String> ready = new ArrayList<>();
        List<ArcellaException> failures = new ArrayList<>();
        for (Bundle bundle : all) {
            try {
                operation.on(bundle, invocation);
                ready.add(Bundles.title(bundle));
            } catch (ArcellaException e) {
                failures.add(e);
            } catch (BundleException | IllegalStateException e) {
                failures.add(failed(bundle, done, e));
            }
        }
        if (failures.size() == 1) {
            throw failures.getFirst();
        }
        if (!failures.isEmpty()) {
            throw new ArcellaException(
                    ShellError.BUNDLE_CHANGE,
                    String.join("; ", failures.stream().map(ArcellaException::what).toList()),
                    ready.isEmpty() ? "" : done + ": " + String.join(", ", ready),
                    failures.getFirst());
        }
        return VerbResult.message(done + " " + String.join(", ", ready));
    }

    private ArcellaException failed(Bundle bundle, String done, Exception cause) {
        List<String> missing = diagnosis.missing(bundle);
        String why = missing.isEmpty() ? Causes.words(cause) : String.join("; ", missing);
        return new ArcellaException(
                ShellError.BUNDLE_CHANGE,
                Bundles.title(bundle) + " was not " + done + ": " + why,
                missing.isEmpty() ? "" : "install what is missing, see bundle:diag " + bundle.getBundleId(),
                cause);
    }

    private void restart(Bundle bundle, Invocation invocation) throws BundleException, InterruptedException {
        Optional<String> module = ModuleBundles.module(bundle);
        if (module.isPresent()) {
            modules.restart(invocation, module.get());
        } else {
            bundle.stop();
            start(bundle);
        }
    }

    private void start(Bundle bundle, Invocation invocation) throws BundleException, InterruptedException {
        Optional<String> module = ModuleBundles.module(bundle);
        if (module.isPresent()) {
            modules.start(invocation, module.get());
        } else {
            start(bundle);
        }
    }

    private void start(Bundle bundle) throws BundleException {
        if (Bundles.fragment(bundle)) {
            throw new ArcellaException(
                    ShellError.BUNDLE_CHANGE,
                    Bundles.title(bundle) + " was not started: it is a fragment, which lives in its host",
                    "start the host, and bundle:refresh it if the fragment came later");
        }
        bundle.start();
    }

    private VerbResult install(Invocation invocation) throws InterruptedException {
        List<Bundle> installed = new ArrayList<>();
        try {
            for (String url : invocation.arguments().texts("url")) {
                installed.add(install(location(url)));
            }
            if (invocation.arguments().flag("start")) {
                for (Bundle bundle : installed) {
                    if (!Bundles.fragment(bundle)) {
                        start(bundle, installed);
                    }
                }
            }
        } catch (ArcellaException | InterruptedException e) {
            installed.forEach(bundle -> undo(bundle, e));
            throw e;
        }
        return VerbResult.message("installed " + String.join(", ", installed.stream().map(Bundles::title).toList()));
    }

    private void start(Bundle bundle, List<Bundle> together) {
        try {
            bundle.start();
        } catch (BundleException e) {
            ArcellaException failure = failed(bundle, "started", e);
            throw new ArcellaException(
                    ShellError.BUNDLE_CHANGE,
                    failure.what(),
                    together.size() == 1 ? "nothing was installed" : "none of the " + together.size() + " was installed",
                    e);
        }
    }

    private static void undo(Bundle bundle, Exception failure) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            failure.addSuppressed(e);
        }
    }

    private Bundle install(String location) throws InterruptedException {
        Bundle present = context.getBundle(location);
        if (present != null) {
            throw new ArcellaException(
                    ShellError.BUNDLE_INSTALL,
                    location + " is installed already: " + Bundles.title(present),
                    "use bundle:update " + present.getBundleId());
        }
        JarFiles.check(location);
        Bundle bundle;
        try {
            bundle = kept.install(location);
        } catch (BundleException | IllegalArgumentException | IOException e) {
            throw new ArcellaException(
                    ShellError.BUNDLE_INSTALL, location + " cannot be installed: " + Causes.words(e), JarFiles.wayOut(location, e), e);
        }
        if (bundle.getSymbolicName() == null) {
            ArcellaException failure = JarFiles.noBundle(location);
            undo(bundle, failure);
            throw failure;
        }
        return bundle;
    }

    private static String location(String text) {
        if (text.startsWith("/")) {
            return Path.of(text).toUri().toString();
        }
        try {
            if (new URI(text).isAbsolute()) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw new ArcellaException(
                    ShellError.BUNDLE_INSTALL, "'" + text + "' is no URL: " + e.getReason(), "write file:/path/x.jar", e);
        }
        throw new ArcellaException(
                ShellError.BUNDLE_INSTALL,
                "'" + text + "' is neither a URL nor a whole path",
                "write file:/path/x.jar or /path/x.jar");
    }

    private VerbResult update(Invocation invocation) throws InterruptedException {
        Bundle bundle = bundles.findOne(invocation.arguments().text("bundle"));
        boolean force = invocation.arguments().flag("force");
        protect(bundle, force);
        Optional<String> url = invocation.arguments().optionalText("url").map(BundleChanges::location);
        Optional<String> module = ModuleBundles.module(bundle);
        if (module.isPresent()) {
            return modules.update(invocation, module.get(), moduleUrl(bundle, url.orElse(bundle.getLocation())), force);
        }
        try {
            kept.update(bundle, url.orElse(bundle.getLocation()));
        } catch (BundleException | IllegalArgumentException | IOException e) {
            throw failed(bundle, "updated", e);
        }
        return VerbResult.message("updated " + Bundles.title(bundle));
    }

    private static String moduleUrl(Bundle bundle, String url) {
        if (!ModuleBundles.wasm(url)) {
            throw new ArcellaException(
                    ShellError.BUNDLE_CHANGE,
                    Bundles.title(bundle) + " stands for a module, and '" + url + "' gives none",
                    "write wasm:file:/path/to/module.wasm, or use module:update");
        }
        return url;
    }

    private VerbResult refresh(Invocation invocation) throws InterruptedException {
        List<String> names = invocation.arguments().texts("bundle");
        List<Bundle> chosen = names.isEmpty() ? null : bundles.find(names);
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(chosen, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        if (!refreshed.await(REFRESH_TIME.toSeconds(), TimeUnit.SECONDS)) {
            throw new ArcellaException(
                    ShellError.BUNDLE_CHANGE,
                    "refreshing goes on for more than " + REFRESH_TIME.toSeconds() + " s",
                    "see bundle:list --all in a while");
        }
        return VerbResult.message(chosen == null ? "refreshed" : "refreshed " + titles(chosen));
    }

    private VerbResult resolve(Invocation invocation) {
        List<String> names = invocation.arguments().texts("bundle");
        List<Bundle> chosen = names.isEmpty()
                ? Arrays.stream(context.getBundles()).filter(bundle -> bundle.getState() == Bundle.INSTALLED).toList()
                : bundles.find(names);
        if (chosen.isEmpty()) {
            return VerbResult.message("all bundles are resolved");
        }
        if (!context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(chosen)) {
            List<String> why = new ArrayList<>();
            for (Bundle bundle : chosen) {
                if (bundle.getState() == Bundle.INSTALLED) {
                    List<String> missing = diagnosis.missing(bundle);
                    why.add(Bundles.title(bundle) + ": "
                            + (missing.isEmpty() ? "its imports contradict each other" : String.join("; ", missing)));
                }
            }
            throw new ArcellaException(
                    ShellError.BUNDLE_CHANGE,
                    "not all bundles were resolved: " + String.join("; ", why),
                    "install what is missing");
        }
        return VerbResult.message("resolved " + titles(chosen));
    }

    private static String titles(List<Bundle> all) {
        return String.join(", ", all.stream().map(Bundles::title).toList());
    }

    private VerbResult diag(Invocation invocation) {
        List<String> names = invocation.arguments().texts("bundle");
        List<String> lines = new ArrayList<>();
        for (Bundle bundle : names.isEmpty() ? bundles.all() : bundles.find(names)) {
            List<String> reasons = diagnosis.reasons(bundle);
            if (reasons.isEmpty() && names.isEmpty()) {
                continue;
            }
            lines.add(Bundles.title(bundle) + ": " + Bundles.state(bundle));
            (reasons.isEmpty() ? List.of("nothing is wrong with it") : reasons)
                    .forEach(reason -> lines.add("    " + reason));
        }
        return new VerbResult(lines.isEmpty() ? "nothing is wrong with any bundle" : "", arcella.command.Data.texts(lines));
    }
}
