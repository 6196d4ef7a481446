package arcella.runtime.internal.wiring;

import java.util.List;
import java.util.stream.Collectors;

import arcella.runtime.ModuleId;

/**
 * Interfaces that a module imports and that one provider has to satisfy together, because they share a resource type; in
 * most cases it is one interface alone. It is one reference of the module's DS component.
 *
 * @param reference the reference's name
 * @param interfaces the interfaces, at least one; services are found by the first
 */
public record ImportSet(String reference, List<Interface> interfaces) {

    /** Copies the list. */
    public ImportSet {
        interfaces = List.copyOf(interfaces);
    }

    /** The interface by which services are found. */
    public Interface first() {
        return interfaces.getFirst();
    }

    /** How many functions there are in all interfaces. */
    int functions() {
        return interfaces.stream().mapToInt(one -> one.digests().size()).sum();
    }

    /** What is imported, for people. */
    public String text() {
        return interfaces.stream().map(Interface::name).collect(Collectors.joining(" with "));
    }

    /**
     * The filter for services: those that {@linkplain #offer offer} the set, but for what needs the module itself. Calls
     * would go round in a circle there.
     */
    public String filter(ModuleId self) {
        return "(&" + offer(self) + "(!(" + Properties.NEEDS + "=" + escape(self.toString()) + ")))";
    }

    /**
     * The filter for services that offer the set: an export of the same track whose provider has all functions with the same
     * types. Never the module's own.
     */
    String offer(ModuleId self) {
        Interface key = first();
        String functions = interfaces.stream().flatMap(one -> one.functions().stream())
                .map(function -> "(" + Properties.FUNCTIONS + "=" + escape(function) + ")").collect(Collectors.joining());
        String version = key.track().isEmpty() ? "(!(" + Properties.VERSION + "=*))"
                : "(" + Properties.TRACK + "=" + escape(key.track()) + ")";
        return "(&(" + Properties.INTERFACE + "=" + escape(key.path()) + ")"
                + "(!(&(" + Properties.MODULE + "=" + escape(self.name()) + ")(" + Properties.MODULE_VERSION + "="
                + escape(self.version()) + ")))"
                + "(" + Properties.FUNCTIONS + "=*)" + version + functions + ")";
    }

    /** Whether a module that exports these satisfies all of it. */
    public boolean satisfiedBy(List<Interface> exports) {
        return interfaces.stream().allMatch(wanted -> exports.stream().anyMatch(export -> export.satisfies(wanted)));
    }

    private static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '(' || c == ')' || c == '*' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
