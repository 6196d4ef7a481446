package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import arcella.error.ErrorCode;

/** Error numbers are stable names: none is used twice, and each stands in its area. */
class ErrorCodesTest {

    private static final Map<String, String> AREAS = Map.ofEntries(
            Map.entry("engine", "1"), Map.entry("runtime", "2"), Map.entry("alme", "3"), Map.entry("cli", "3"),
            Map.entry("worker", "4"), Map.entry("launcher", "5"), Map.entry("wit", "6"), Map.entry("wasi", "7"),
            Map.entry("command", "8"), Map.entry("shell", "8"), Map.entry("feature", "2"));

    @Test
    void numbersAreUniqueAndInTheirArea() throws ClassNotFoundException {
        Map<Integer, String> seen = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter().importPackages("arcella")) {
            if (!type.isEnum() || !type.isAssignableTo(ErrorCode.class)) {
                continue;
            }
            for (Object constant : Class.forName(type.getName()).getEnumConstants()) {
                int number = ((ErrorCode) constant).number();
                String name = type.getName() + "." + constant;
                assertThat(seen.put(number, name)).as("ARC-%d of %s", number, name).isNull();
                String bundle = type.getPackageName().split("\\.")[1];
                assertThat(Integer.toString(number)).as(name).startsWith(AREAS.getOrDefault(bundle, "9"));
            }
        }
        assertThat(seen).hasSizeGreaterThan(10);
    }
}
