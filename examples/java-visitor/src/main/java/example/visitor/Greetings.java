package example.visitor;

/**
 * The part of {@code arcella:greeter/greetings} that this bundle wants, in Java. Which WIT interface it stands for says the
 * bundle's capability {@code arcella.wit.face}.
 */
public interface Greetings {

    /** {@code greet: func(name: string) -> string}. */
    String greet(String name);
}
