package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import arcella.runtime.BundleName;
import arcella.runtime.ModuleId;
import arcella.runtime.ModulePlan.BundleStep;
import arcella.runtime.UpdateReport.WiredBundle;
import arcella.runtime.internal.interop.JavaFace;
import arcella.runtime.internal.interop.JavaFaces;
import arcella.runtime.internal.interop.JavaUse;
import arcella.runtime.internal.wiring.Forecast;
import arcella.runtime.internal.wiring.Forecast.Part;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.worker.ModuleInstance;

/** Which Java bundles use which modules, through Java interfaces that stand for exports. Thread-safe. */
final class JavaConsumers {

    private final JavaFaces faces;

    JavaConsumers(JavaFaces faces) {
        this.faces = faces;
    }

    /** The uses of a module's exports, those that are only there included. */
    List<JavaUse> of(ModuleId module) {
        return faces.uses().stream().filter(use -> use.export().module().equals(module)).toList();
    }

    /** The bundles that call an instance. */
    List<WiredBundle> of(ModuleInstance instance) {
        Map<BundleName, List<String>> found = new LinkedHashMap<>();
        faces.uses().stream().filter(use -> use.export().instance() == instance).forEach(use -> use.users().forEach(user ->
                found.computeIfAbsent(user, unused -> new ArrayList<>()).add(use.export().name())));
        return found.entrySet().stream().map(one -> new WiredBundle(one.getKey(), one.getValue(), Optional.empty())).toList();
    }

    /** The uses of an instance now. */
    List<JavaUse> uses(ModuleInstance instance) {
        return faces.uses().stream().filter(use -> use.export().instance() == instance && !use.users().isEmpty()).toList();
    }

    /** Of bundles that used an instance which has gone, those that use somebody else than the one in its place. */
    List<WiredBundle> elsewhere(List<JavaUse> left, ModuleInstance gone, Optional<ModuleInstance> next) {
        List<JavaUse> now = faces.uses();
        List<WiredBundle> found = new ArrayList<>();
        for (JavaUse before : left) {
            for (BundleName user : before.users()) {
                List<JavaUse> using = now.stream().filter(use -> use.face() == before.face() && use.export().instance() != gone
                        && use.users().contains(user)).toList();
                if (using.stream().noneMatch(use -> next.filter(one -> one == use.export().instance()).isPresent())) {
                    using.stream().findFirst().ifPresent(use -> found.add(new WiredBundle(user, List.of(before.export().name()),
                            Optional.of(use.export().module().toString()))));
                }
            }
        }
        return found;
    }

    /**
     * The bundles that use a module now and could not go on with what takes its place, nor with another module that runs:
     * what they use is in use, and no other stands beside it.
     */
    List<Consumers.Break> broken(ModuleEntry old, ModuleWit next) {
        List<JavaUse> uses = faces.uses();
        List<Consumers.Break> broken = new ArrayList<>();
        for (JavaUse use : uses) {
            if (use.export().module().equals(old.id()) && next.exports().stream().noneMatch(use.face()::fits)
                    && uses.stream().noneMatch(one -> one.face() == use.face() && one.export().instance() != use.export().instance())) {
                use.users().forEach(user -> broken.add(new Consumers.Break(user + ", which uses " + use.export().name()
                        + " as " + use.face().className(), List.of(use.export().exported()), true)));
            }
        }
        return broken;
    }

    /** What a step changes for bundles, whether they use what they have or not. */
    List<BundleStep> steps(Forecast now, Forecast then) {
        List<JavaUse> uses = faces.uses();
        List<BundleStep> steps = new ArrayList<>();
        for (JavaFace face : faces.faces()) {
            Predicate<Interface> fits = face::fits;
            List<Part> before = now.exporting(fits);
            List<Part> after = then.exporting(fits);
            Optional<Part> best = then.best(fits);
            if (before.isEmpty()) {
                best.ifPresent(part -> steps.add(new BundleStep(face.owner(), face.className(), export(part, fits), "",
                        name(part), false, 0)));
            }
            for (Part part : before) {
                if (after.stream().noneMatch(one -> name(one).equals(name(part)))) {
                    steps.addAll(steps(face, part, best, fits, uses));
                }
            }
        }
        return steps;
    }

    private static List<BundleStep> steps(
            JavaFace face, Part gone, Optional<Part> best, Predicate<Interface> fits, List<JavaUse> uses) {
        String to = best.map(JavaConsumers::name).orElse("");
        List<BundleStep> steps = new ArrayList<>();
        uses.stream().filter(use -> use.face() == face && use.export().module().equals(gone.id())).forEach(use ->
                use.users().forEach(user -> steps.add(new BundleStep(user, face.className(), export(gone, fits),
                        name(gone), to, true, use.held()))));
        if (steps.isEmpty() && best.isEmpty()) {
            steps.add(new BundleStep(face.owner(), face.className(), export(gone, fits), name(gone), "", false, 0));
        }
        return steps;
    }

    private static String export(Part part, Predicate<Interface> fits) {
        return part.wit().exports().stream().filter(fits).findFirst().map(Interface::name).orElseThrow();
    }

    private static String name(Part part) {
        return part.id() + " revision " + part.revision();
    }
}
