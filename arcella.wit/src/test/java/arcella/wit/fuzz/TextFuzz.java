package arcella.wit.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import arcella.error.ArcellaException;
import arcella.wit.ExternName;
import arcella.wit.RandomWit;
import arcella.wit.WitType;
import arcella.wit.text.ResolvedWit;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitText;
import arcella.wit.wave.Wave;

/**
 * Fuzz targets of the text readers, for Jazzer. The profile {@code proof} gives each two minutes; without
 * {@code JAZZER_FUZZ} in the environment each runs on an empty input only. Whatever is thrown that is not coded is a
 * finding. The ordinary build has the seeded {@code …RobustnessTest}s in their place, since Jazzer rewrites every class
 * of the JVM that it runs in.
 */
class TextFuzz {

    @FuzzTest(maxDuration = "2m")
    void wit(FuzzedDataProvider data) {
        try {
            ResolvedWit wit = WitText.parse("f.wit", "package a:b;" + data.consumeRemainingAsString());
            String printed = WitPrinter.print(wit.library(), wit.root());
            if (!WitText.parse("g.wit", printed).library().equals(wit.library())) {
                throw new AssertionError("reads back differently:\n" + printed);
            }
        } catch (ArcellaException refused) {
            assertCoded(refused);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void wave(FuzzedDataProvider data) {
        WitType type = new RandomWit(data.consumeLong()).type(3);
        try {
            Wave.print(Wave.parse(data.consumeRemainingAsString(), type));
        } catch (ArcellaException refused) {
            assertCoded(refused);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void names(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            if (!ExternName.parse(text).toString().equals(text)) {
                throw new AssertionError("prints differently: " + text);
            }
        } catch (ArcellaException refused) {
            assertCoded(refused);
        }
    }

    private static void assertCoded(ArcellaException refused) {
        if (!refused.getMessage().startsWith("ARC-60")) {
            throw new AssertionError(refused);
        }
    }
}
