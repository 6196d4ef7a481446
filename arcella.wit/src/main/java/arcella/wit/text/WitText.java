package arcella.wit.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.WitLibrary;

/**
 * Reads WIT text (WIT, "Package Format" of text: "Filesystem structure", "Lexical structure", "Name resolution").
 *
 * <p>A mistake is answered with a {@link WitTextException} of code {@link WitError#WIT_SYNTAX} or
 * {@link WitError#WIT_RESOLVE} at its place; the first one found is the one reported. Whatever the text, nothing else
 * is thrown: nesting is bounded, and the work grows with the length of the text.
 */
public final class WitText {

    private WitText() {}

    /**
     * Reads one text that holds a whole package, and as blocks in braces those it uses.
     *
     * @throws WitTextException if there is a mistake in it
     */
    public static ResolvedWit parse(String name, String text) {
        return parse(List.of(new WitSource(name, text)), List.of());
    }

    /**
     * Reads a package from its files.
     *
     * @param files the files of the package
     * @param dependencies the files of each other package
     * @throws WitTextException if there is a mistake in them
     */
    public static ResolvedWit parse(List<WitSource> files, List<List<WitSource>> dependencies) {
        if (files.isEmpty()) {
            throw new ArcellaException(WitError.WIT_SYNTAX, "there is no WIT to read", "add a file with WIT text");
        }
        Mentions mentions = new Mentions();
        List<Draft> drafts = new ArrayList<>(Draft.of(parse(files, mentions), true));
        Draft root = drafts.getFirst();
        for (List<WitSource> dependency : dependencies) {
            if (!dependency.isEmpty()) {
                drafts.addAll(Draft.of(parse(dependency, mentions), false));
            }
        }
        long letters = Stream.concat(Stream.of(files), dependencies.stream()).flatMap(List::stream)
                .mapToLong(source -> source.text().length()).sum();
        WitLibrary library = Resolver.resolve(drafts, mentions, letters);
        return new ResolvedWit(root.id(), library);
    }

    /**
     * Reads a package from the file system: from one file, or from a folder whose {@code *.wit} files make up the
     * package and whose folder {@code deps} has one file or folder for each other package.
     *
     * @throws WitTextException if there is a mistake in a file
     * @throws ArcellaException {@link WitError#WIT_SYNTAX} if a file cannot be read or is not UTF-8
     */
    public static ResolvedWit load(Path path) {
        WitFolder folder = WitFolder.read(path);
        return parse(folder.files(), folder.dependencies());
    }

    private static List<Ast.File> parse(List<WitSource> sources, Mentions mentions) {
        return sources.stream().map(source -> FileParser.parse(source, mentions)).toList();
    }
}
