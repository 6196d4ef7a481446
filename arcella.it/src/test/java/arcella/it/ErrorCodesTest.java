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

    private static final Map<String, String> AREAS = Map.of(
            "engine", "1", "runtime", "2", "alme", "3", "cli", "3", "worker", "4", "launcher", "5", "wit", "6",
            "wasi", "7", "command", "8", "shell", "8");

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
