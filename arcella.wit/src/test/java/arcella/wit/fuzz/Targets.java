package arcella.wit.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wit.ExternName;
import arcella.wit.PackageId;
import arcella.wit.RandomWit;
import arcella.wit.SemVer;
import arcella.wit.SemverTrack;
import arcella.wit.WitFunction;
import arcella.wit.WitPackage;
import arcella.wit.WitType;
import arcella.wit.WitWorld;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.binary.NameSectionDecoder;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.reconstruct.Reconstruction;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.semver.Change;
import arcella.wit.semver.WitDiff;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitText;
import arcella.wit.text.WitTextException;
import arcella.wit.validate.ComponentValidator;
import arcella.wit.validate.CoreModuleValidator;
import arcella.wit.value.WitValue;
import arcella.wit.wave.Wave;

/**
 * What is held of every parser and decoder of this bundle, whatever the input: it answers, or throws what it declares. What
 * it answers must in its turn print, and read back the same. Anything else is thrown on as it is. Each says whether the
 * input was accepted.
 */
final class Targets {

    private Targets() {}

    /** A component binary: decoded, validated, its names read, made into WIT. */
    static boolean component(byte[] bytes) {
        ResolvedComponent valid;
        try {
            Component component = ComponentDecoder.decode(bytes);
            NameSectionDecoder.decode(component);
            valid = ComponentValidator.validate(component, CoreModuleValidator.TRUSTING);
        } catch (ComponentException refused) {
            check(refused.offset() >= 0 && refused.offset() <= bytes.length, "offset " + refused.offset(), refused);
            return false;
        }
        reconstructed(() -> Reconstruction.partialWorld(valid).wit());
        reconstructed(() -> Reconstruction.packageOf(valid));
        return true;
    }

    private static void reconstructed(Supplier<ResolvedWit> maker) {
        ResolvedWit made;
        try {
            made = maker.get();
        } catch (ArcellaException refused) {
            checkCode(refused, "ARC-6003", "ARC-6007");
            return;
        }
        readsBack(made);
    }

    /** What was made from a binary prints, and reads back to the same, if WIT has words for it. */
    private static void readsBack(ResolvedWit wit) {
        String printed = WitPrinter.print(wit.library(), wit.root());
        ResolvedWit again;
        try {
            again = WitText.parse("printed.wit", printed);
        } catch (WitTextException e) {
            throw new AssertionError("does not read back:\n" + printed, e);
        }
        check(again.library().equals(wit.library()), "reads back differently:\n" + printed, null);
    }

    /** The outline of a core module. */
    static boolean coreModule(byte[] bytes) {
        try {
            CoreModuleDecoder.decode(ByteSlice.of(bytes));
            return true;
        } catch (ComponentException refused) {
            check(refused.offset() >= 0 && refused.offset() <= bytes.length, "offset " + refused.offset(), refused);
            return false;
        }
    }

    /** WIT text, parsed and resolved. */
    static boolean wit(byte[] text) {
        ResolvedWit read;
        try {
            read = WitText.parse("f.wit", text(text));
        } catch (ArcellaException refused) {
            checkCode(refused, "ARC-6001", "ARC-6002", "ARC-6003", "ARC-6007");
            return false;
        }
        readsBack(read);
        return true;
    }

    /** A folder of WIT with its {@code deps}. */
    static boolean folder(byte[] input) {
        return FolderInput.with(input, folder -> {
            ResolvedWit read;
            try {
                read = WitText.load(folder);
            } catch (ArcellaException refused) {
                checkCode(refused, "ARC-6001", "ARC-6002", "ARC-6003", "ARC-6007");
                return false;
            }
            readsBack(read);
            return true;
        });
    }

    /** Two texts, with a line {@code ---} between them, as two versions of one package. */
    static boolean diff(byte[] bytes) {
        String[] parts = text(bytes).split("(?m)^---$", 2);
        ResolvedWit before;
        ResolvedWit after;
        try {
            before = WitText.parse("before.wit", parts[0]);
            after = WitText.parse("after.wit", parts[parts.length - 1]);
        } catch (ArcellaException refused) {
            checkCode(refused, "ARC-6001", "ARC-6002", "ARC-6003", "ARC-6007");
            return false;
        }
        List<Change> none = differences(before, before);
        check(none.isEmpty(), none.isEmpty() ? "" : "a package differs from itself: " + none, null);
        differences(before, after);
        differences(after, before);
        return true;
    }

    private static List<Change> differences(ResolvedWit before, ResolvedWit after) {
        List<Change> changes = new ArrayList<>(
                WitDiff.packages(before.library(), before.root(), after.library(), after.root()).changes());
        WitPackage old = Objects.requireNonNull(before.library().packages().get(before.root()));
        WitPackage recent = Objects.requireNonNull(after.library().packages().get(after.root()));
        for (WitWorld world : old.worlds()) {
            for (WitWorld other : recent.worlds()) {
                if (world.name().equals(other.name())) {
                    for (WitDiff.Role role : WitDiff.Role.values()) {
                        try {
                            changes.addAll(WitDiff.worlds(before.library(), old.id().item(world.name()),
                                    after.library(), recent.id().item(other.name()), role).changes());
                        } catch (ArcellaException refused) {
                            checkCode(refused, "ARC-6003");
                        }
                    }
                }
            }
        }
        return changes;
    }

    /** A WAVE value; the first eight bytes choose its type. */
    static boolean wave(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.remaining() < Long.BYTES) {
            return false;
        }
        WitType type = new RandomWit(in.getLong()).type(3);
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        try {
            WitValue value = Wave.parse(text(rest), type);
            String printed = Wave.print(value);
            check(Wave.parse(printed, type).equals(value), "reads back differently: " + printed, null);
            return true;
        } catch (ArcellaException refused) {
            checkCode(refused, "ARC-6006");
            return false;
        }
    }

    /** A call in WAVE with two arguments. */
    static boolean call(byte[] text) {
        List<WitFunction.Param> params = List.of(
                new WitFunction.Param("a", WitType.Primitive.STRING),
                new WitFunction.Param("b", new WitType.OptionType(WitType.Primitive.U8)));
        try {
            check(Wave.call(text(text)).arguments(params).size() == 2, "two arguments", null);
            return true;
        } catch (ArcellaException refused) {
            checkCode(refused, "ARC-6006");
            return false;
        }
    }

    /** Names of imports, packages and versions: each kind reads the same text. */
    static boolean names(byte[] bytes) {
        String text = text(bytes);
        boolean accepted = prints(text, () -> ExternName.parse(text));
        accepted |= prints(text, () -> PackageId.parse(text));
        accepted |= prints(text, () -> SemVer.parse(text));
        accepted |= prints(text, () -> new SemverTrack(text));
        return accepted;
    }

    private static boolean prints(String text, Supplier<?> parser) {
        Object parsed;
        try {
            parsed = parser.get();
        } catch (ArcellaException refused) {
            checkCode(refused, "ARC-6001");
            return false;
        }
        check(parsed.toString().equals(text), "'" + text + "' prints as '" + parsed + "'", null);
        return true;
    }

    /** The bytes as UTF-8, or if they are none as one character each. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException noUtf8) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static void checkCode(ArcellaException refused, String... codes) {
        for (String code : codes) {
            if (refused.getMessage().startsWith(code + " ")) {
                return;
            }
        }
        throw new AssertionError("not a code that is declared", refused);
    }

    private static void check(boolean holds, String what, @Nullable Throwable cause) {
        if (!holds) {
            throw new AssertionError(what, cause);
        }
    }
}
