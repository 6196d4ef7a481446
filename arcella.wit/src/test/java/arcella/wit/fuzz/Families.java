package arcella.wit.fuzz;

import java.util.stream.Stream;

/** Every {@link Family} there is. */
final class Families {

    private Families() {}

    /** Those that read bytes or text, and compare what they read where that may be more than it. */
    static Stream<Family> ofReaders() {
        return Stream.of(ComponentFamilies.validated(), TextFamilies.texts(), TextFamilies.dense(), TextFamilies.values(),
                TextFamilies.denseValues(), HostileFamilies.read(), HostileFamilies.compared()).flatMap(families -> families);
    }

    static Stream<Family> all() {
        return Stream.of(ofReaders(), ComponentFamilies.decoded(), ComponentFamilies.printed(), ComponentFamilies.compared(), TextFamilies.printed(),
                TextFamilies.compared(), TextFamilies.printedValues(), HostileFamilies.printed()).flatMap(families -> families);
    }
}
