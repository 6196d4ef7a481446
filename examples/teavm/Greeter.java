import java.util.Comparator;
import java.util.List;

/** A command: greets whom its arguments name, and tells who has the longest name. */
public final class Greeter {

    private Greeter() {}

    public static void main(String[] arguments) {
        List<String> people = List.of(arguments);
        for (String person : people) {
            System.out.println("Hello, " + person + "!");
        }
        people.stream().max(Comparator.comparingInt(String::length))
            .ifPresent(longest -> System.err.println(longest + " has the longest name, of " + longest.length() + " letters."));
    }
}
