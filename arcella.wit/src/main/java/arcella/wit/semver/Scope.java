package arcella.wit.semver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;

/**
 * The items of an interface or world in one library.
 *
 * @param owner what tells its resources from those of others: the name of the interface without version, with track
 * @param numbers what {@link TypeIdentity} found for the types of these names
 */
record Scope(WitLibrary library, String owner, List<TypeDef> types, List<WitFunction> functions, Map<String, TypeDef> byName,
        Map<String, Integer> numbers) {

    static Scope of(WitLibrary library, String owner, WitInterface item) {
        return of(library, owner, item.types(), item.functions());
    }

    static Scope of(WitLibrary library, String owner, List<TypeDef> types, List<WitFunction> functions) {
        Map<String, TypeDef> byName = new HashMap<>();
        types.forEach(type -> byName.put(type.name(), type));
        return new Scope(library, owner, types, functions, byName, new HashMap<>());
    }

    /** The same items where some names mean something else. */
    Scope with(String itsOwner, Map<String, TypeDef> meanings) {
        return new Scope(library, itsOwner, types, functions, meanings, new HashMap<>());
    }

    Optional<TypeDef> type(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
