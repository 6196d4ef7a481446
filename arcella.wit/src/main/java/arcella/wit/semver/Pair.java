package arcella.wit.semver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import arcella.wit.Annotations;
import arcella.wit.TypeDef;
import arcella.wit.WitType;

/**
 * The old and the new items of one interface or world, in which types compare in two ways: by name, where each name
 * that both sides have stands for itself, and by shape. Equal by name is enough, since what such a name means is
 * compared where it is defined; equal by shape is enough too, for an alias may have come or gone.
 */
final class Pair {

    private final Scope old;
    private final Scope recent;
    private final TypeIdentity identity;
    private final Scope oldNames;
    private final Scope recentNames;

    Pair(Scope old, Scope recent, TypeIdentity identity) {
        this.old = old;
        this.recent = recent;
        this.identity = identity;
        Map<String, TypeDef> left = new HashMap<>(old.byName());
        Map<String, TypeDef> right = new HashMap<>(recent.byName());
        for (TypeDef type : old.types()) {
            if (recent.byName().containsKey(type.name())) {
                // Resources compare by owner and name: both sides get the same stand-in.
                TypeDef itself = new TypeDef.Resource(type.name(), List.of(), Annotations.NONE);
                left.put(type.name(), itself);
                right.put(type.name(), itself);
            }
        }
        this.oldNames = old.with("both", left);
        this.recentNames = recent.with("both", right);
    }

    Scope old() {
        return old;
    }

    Scope recent() {
        return recent;
    }

    /** Whether the types are the same, each where it stands in its list. */
    boolean same(List<WitType> one, List<WitType> two) {
        return same(oldNames, one, recentNames, two) || same(old, one, recent, two);
    }

    /** Whether two definitions of one name, not both resources, define the same. */
    boolean sameDefinition(TypeDef one, TypeDef two) {
        if (one instanceof TypeDef.Value was && two instanceof TypeDef.Value is) {
            return same(List.of(was.type()), List.of(is.type()));
        }
        if (one instanceof TypeDef.Use was
                && two instanceof TypeDef.Use is
                && identity.key(was.from()).equals(identity.key(is.from()))
                && was.original().equals(is.original())) {
            return true;
        }
        return identity.named(old, one.name()) == identity.named(recent, two.name());
    }

    private boolean same(Scope left, List<WitType> one, Scope right, List<WitType> two) {
        if (one.size() != two.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (identity.of(left, one.get(i)) != identity.of(right, two.get(i))) {
                return false;
            }
        }
        return true;
    }
}
