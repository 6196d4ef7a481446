package arcella.shell.internal.verbs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.SystemBundles;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** {@code scr:enable} and {@code scr:disable}: switches DS components of Java bundles. Those of modules are the runtime's to switch. */
final class ComponentChanges {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String COMPONENT = "component";
    private static final String FORCE = "force";
    private static final String LASTS = "It holds until the component's bundle is stopped, or the container: when its bundle starts, a "
            + "component is as its description says. A module's component is switched with module:start and module:stop.";

    private final BundleContext context;
    private final Components components;

    ComponentChanges(BundleContext context, Components components) {
        this.context = context;
        this.components = components;
    }

    List<Verb> verbs() {
        return List.of(verb("scr:enable", "Enables a DS component, so that it is active as soon as it has what it needs", true),
                verb("scr:disable", "Disables a DS component: it is deactivated, and its services go", false));
    }

    private Verb verb(String name, String summary, boolean enabled) {
        return FrameworkVerb.changes(name, summary)
                .description(LASTS)
                .takes(Parameter.argument(COMPONENT, new Parameter.Reference(COMPONENT), "the component's name"),
                        Parameter.flag(FORCE, "also a component that Arcella itself needs").letter('f'))
                .examples(name.replace(':', ' ') + " com.example.Greeter")
                .does(invocation -> set(invocation, enabled));
    }

    private VerbResult set(Invocation invocation, boolean enabled) throws InterruptedException {
        String name = invocation.arguments().text(COMPONENT);
        List<ComponentDescriptionDTO> named = components.named(name);
        named.forEach(component -> protect(component, enabled, invocation.arguments().flag(FORCE)));
        boolean changed = false;
        for (ComponentDescriptionDTO component : named) {
            if (components.runtime().isComponentEnabled(component) != enabled) {
                await(component, enabled ? components.runtime().enableComponent(component) : components.runtime().disableComponent(component));
                changed = true;
            }
        }
        String done = enabled ? "enabled" : "disabled";
        return VerbResult.message(changed ? done + " " + name : name + " is " + done + " already");
    }

    private void protect(ComponentDescriptionDTO component, boolean enabled, boolean force) {
        Bundle bundle = context.getBundle(component.bundle.id);
        if (bundle == null) {
            throw new ArcellaException(ShellError.UNKNOWN_COMPONENT, "the bundle of " + component.name + " has gone", "see scr:list");
        }
        Optional<String> module = ModuleBundles.module(bundle);
        if (module.isPresent()) {
            throw new ArcellaException(ShellError.BUNDLE_PROTECTED,
                    component.name + " is the component of the module " + module.get() + ", which is switched with it",
                    "use module:" + (enabled ? "start " : "stop ") + module.get());
        }
        if (!force && SystemBundles.contains(bundle.getLocation())) {
            throw new ArcellaException(ShellError.BUNDLE_PROTECTED, component.name + " is a part of Arcella", "add --force if you mean it");
        }
    }

    private static void await(ComponentDescriptionDTO component, Promise<Void> promise) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        promise.onResolve(done::countDown);
        if (!done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new ArcellaException(ShellError.BUNDLE_CHANGE,
                    component.name + " was not switched within " + LONGEST.toSeconds() + " s", "see scr:info " + component.name);
        }
        Throwable failure = promise.getFailure();
        if (failure != null) {
            throw new ArcellaException(ShellError.BUNDLE_CHANGE, component.name + " was not switched: " + Causes.words(failure),
                    "see scr:info " + component.name, failure);
        }
    }
}
