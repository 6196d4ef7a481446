package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.interop.JavaProviders;
import arcella.runtime.internal.text.Nearest;
import arcella.runtime.internal.wiring.Forecast;
import arcella.runtime.internal.wiring.Forecast.Part;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.internal.wiring.Wire;

/** Which installed modules could satisfy which imports. Thread-safe. */
final class Providers {

    private final ModuleDirectory directory;
    private final JavaProviders java;

    /** @param java what Java bundles offer */
    Providers(ModuleDirectory directory, JavaProviders java) {
        this.directory = directory;
        this.java = java;
    }

    /** A module imports this: Java bundles may offer it. */
    void want(ImportSet set) {
        java.want(set);
    }

    /** Whether something that is no module, which is a Java bundle, offers a set to a module. */
    boolean offeredByOthers(ImportSet set, ModuleId self) {
        return java.offers(set, self);
    }

    /** The installed modules that export all of a set with the same types, but for one; running or not. */
    List<ModuleEntry> candidates(ImportSet set, ModuleId self) {
        return directory.all().stream().filter(entry -> !entry.id().equals(self))
                .filter(entry -> set.satisfiedBy(entry.wiring().wit().exports())).toList();
    }

    /** What a module imports and no installed module exports, one line each. */
    List<String> lacking(ModuleEntry entry) {
        return entry.wiring().wit().imports().stream()
                .filter(set -> candidates(set, entry.id()).isEmpty() && !offeredByOthers(set, entry.id()))
                .map(set -> "will wait until there is " + explain(set, entry.id())).toList();
    }

    /** Why nothing satisfies a set of imports of a module, and what comes nearest. */
    String explain(ImportSet set, ModuleId self) {
        List<ModuleEntry> able = candidates(set, self);
        if (!able.isEmpty()) {
            return set.text() + ", which " + able.stream().map(entry -> entry.id() + " exports, and it is "
                    + entry.life().state().text()).collect(Collectors.joining("; "))
                    + now().circle(self).map(circle -> " (they would wait for each other: " + circle + ")").orElse("");
        }
        return set.text() + ", which no installed module exports" + near(set).map(text -> " (" + text + ")").orElse("");
    }

    private Optional<String> near(ImportSet set) {
        List<String> close = new ArrayList<>(otherTypes(set).stream().toList());
        close.addAll(parts(set));
        close.addAll(java.nearly(set));
        return close.isEmpty() ? otherTrack(set).or(() -> otherName(set)) : Optional.of(String.join("; ", close));
    }

    /** The modules that have some of a set, where one has to have all, and what each lacks. */
    private List<String> parts(ImportSet set) {
        List<String> found = new ArrayList<>();
        for (ModuleEntry entry : directory.all()) {
            List<Interface> exports = entry.wiring().wit().exports();
            String has = names(set, wanted -> exports.stream().anyMatch(one -> one.satisfies(wanted)));
            String lacks = names(set, wanted -> exports.stream().noneMatch(one -> one.key().equals(wanted.key())));
            if (!has.isEmpty() && !lacks.isEmpty()) {
                found.add(entry.id() + " exports " + has + ", and lacks " + lacks);
            }
        }
        return found;
    }

    private static String names(ImportSet set, Predicate<Interface> which) {
        return set.interfaces().stream().filter(which).map(Interface::name).collect(Collectors.joining(", "));
    }

    private Optional<String> otherTypes(ImportSet set) {
        for (Interface wanted : set.interfaces()) {
            for (ModuleEntry entry : directory.all()) {
                for (Interface offered : entry.wiring().wit().exports()) {
                    if (offered.key().equals(wanted.key()) && !offered.satisfies(wanted)) {
                        return Optional.of(entry.id() + " exports " + offered.name() + ", but not so: "
                                + String.join("; ", offered.differences(wanted)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> otherTrack(ImportSet set) {
        return exports().stream().filter(one -> one.export().path().equals(set.first().path())).findFirst()
                .map(one -> "nearest: " + one.export().name() + " of " + one.module());
    }

    private Optional<String> otherName(ImportSet set) {
        List<Offer> offers = exports();
        return Nearest.of(set.first().path(), offers.stream().map(one -> one.export().path()).distinct().toList())
                .flatMap(path -> offers.stream().filter(one -> one.export().path().equals(path)).findFirst())
                .map(one -> "nearest: " + one.export().name() + " of " + one.module());
    }

    private record Offer(ModuleId module, Interface export) {}

    private List<Offer> exports() {
        List<Offer> offers = new ArrayList<>();
        directory.all().forEach(entry ->
                entry.wiring().wit().exports().forEach(export -> offers.add(new Offer(entry.id(), export))));
        return offers;
    }

    /** How things are: who runs, and who is wired to whom. */
    Forecast now() {
        return new Forecast(directory.all().stream().map(this::part).toList());
    }

    /** A module as it is now. */
    Part part(ModuleEntry entry) {
        Set<String> elsewhere = new LinkedHashSet<>();
        for (Wire wire : entry.wiring().wires()) {
            if (wire.provider().isPresent() && wire.module().isEmpty()) {
                elsewhere.add(wire.set().reference());
            }
        }
        return new Part(entry.id(), entry.record().revision(), entry.wiring().wit(), entry.life().state().live(),
                entry.configuration().rank(), entry.publication().sequence(), elsewhere,
                set -> offeredByOthers(set, entry.id()));
    }

    /** A module with other content in its place. */
    Part part(ModuleEntry old, ModuleId id, ModuleWit wit) {
        return new Part(id, old.record().revision() + 1, wit, old.life().state().live(), old.configuration().rank(),
                OptionalLong.empty(), Set.of(), set -> offeredByOthers(set, id));
    }

    /**
     * The circle that a start of a module would close: of modules that would wait for each other for ever, or be led to
     * each other.
     *
     * @return who imports what from whom, in words; empty if there is none
     */
    Optional<String> circle(ModuleEntry entry) {
        // To one that exports nothing, nobody is led, and one that imports nothing leads to nobody.
        ModuleWit wit = entry.wiring().wit();
        return wit.exports().isEmpty() || wit.imports().isEmpty() ? Optional.empty()
                : now().with(entry.id(), Optional.of(part(entry).started(true))).circle(entry.id());
    }

    /** @throws ArcellaException {@code CYCLE} if a start of a module would close a circle */
    void refuseCircle(ModuleEntry entry) {
        Optional<String> circle = circle(entry);
        if (circle.isPresent()) {
            throw new ArcellaException(RuntimeError.CYCLE,
                    "module " + entry.id() + " would wait for itself: " + circle.get(),
                    "install another provider of one of these, or build them into one component");
        }
    }

    /**
     * The circle that other content in a module's place would close.
     *
     * @param now how things are
     * @param then how they would be
     */
    static Optional<String> circle(ModuleEntry old, ModuleId id, Forecast now, Forecast then) {
        // One that is there already, such as after a change of rank, is no reason to refuse a mended content.
        return now.circle(old.id()).isPresent() ? Optional.empty() : then.circle(id);
    }
}
