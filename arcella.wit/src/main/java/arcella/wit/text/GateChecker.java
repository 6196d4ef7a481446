package arcella.wit.text;

import java.util.List;
import java.util.Optional;

import arcella.wit.Gate;
import arcella.wit.SemVer;
import arcella.wit.WitError;
import arcella.wit.WitFunction;

/**
 * Checks the gates of one package against each other and against its version (WIT, "Rules for feature gate usage").
 *
 * <p>Held fast are the rules without which an item would be left over when its feature is off: what is inside of
 * something unstable must be unstable too, and what names a version names none before that of what it stands in. Items
 * without a gate in one that has {@code @since} are taken as there since then, and mentions are not held to versions: the
 * text asks for a gate on each, and the packages of WASI, up to 0.3.0, leave them out.
 */
final class GateChecker {

    private final Draft draft;

    GateChecker(Draft draft) {
        this.draft = draft;
    }

    void check() {
        for (Ast.Item item : draft.items().values()) {
            switch (item) {
                case Ast.Interface one -> container(one.id(), one.annotations().gate(), one.members());
                case Ast.World one -> container(one.id(), one.annotations().gate(), one.members());
                case Ast.TopUse use -> {}
            }
        }
    }

    private void container(Ast.Id id, Gate gate, List<Ast.Member> members) {
        version(id, gate);
        for (Ast.Member member : members) {
            switch (member) {
                case Ast.Use use -> inside(gate, id, use.annotations().gate(), use.path().name());
                case Ast.Type type -> inside(gate, id, type.annotations().gate(), type.id());
                case Ast.Function function -> inside(gate, id, function.function().annotations().gate(), function.id());
                case Ast.Include include -> inside(gate, id, include.annotations().gate(), include.path().name());
                case Ast.Resource resource -> {
                    Gate own = resource.annotations().gate();
                    inside(gate, id, own, resource.id());
                    for (WitFunction function : resource.functions()) {
                        inside(own, resource.id(), function.annotations().gate(), resource.id());
                    }
                }
                case Ast.Extern extern -> {
                    Gate own = extern.annotations().gate();
                    switch (extern.kind()) {
                        case Ast.ByPath one -> inside(gate, id, own, one.path().name());
                        case Ast.ByName one -> inside(gate, id, own, one.id());
                        case Ast.Plain one -> inside(gate, id, own, one.id());
                        case Ast.InPlace one -> {
                            inside(gate, id, own, one.id());
                            container(one.id(), own, one.members());
                        }
                    }
                }
            }
        }
    }

    private void inside(Gate outer, Ast.Id container, Gate inner, Ast.Id item) {
        version(item, inner);
        if (outer.since().isPresent()
                && inner.since().filter(own -> own.compareTo(outer.since().get()) < 0).isPresent()) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    item.span(),
                    "@since of version " + inner.since().get() + " in '" + container.name() + "', which is there since "
                            + outer.since().get() + " only",
                    "an item comes with what it stands in or later: raise its version");
        }
        Optional<String> feature = outer.unstable();
        if (feature.isPresent() && inner.unstable().isEmpty()) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    item.span(),
                    "an item of '" + container.name() + "' that is not @unstable, as the whole is",
                    "write @unstable(feature = " + feature.get() + ") before each item");
        }
    }

    private void version(Ast.Id item, Gate gate) {
        if (gate.since().isEmpty()) {
            return;
        }
        SemVer since = gate.since().get();
        if (draft.id().version().isEmpty()) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    item.span(),
                    "@since in package '" + draft.id() + "', which has no version",
                    "give the package a version");
        }
        if (since.compareTo(draft.id().version().get()) > 0) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    item.span(),
                    "@since of version " + since + ", which package '" + draft.id() + "' has not reached",
                    "raise the package's version, or write @unstable");
        }
    }
}
