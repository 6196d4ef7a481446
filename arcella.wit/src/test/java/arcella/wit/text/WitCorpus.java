package arcella.wit.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import arcella.error.ArcellaException;
import arcella.wit.TypeDef;
import arcella.wit.WitInterface;
import arcella.wit.WitLibrary;
import arcella.wit.WitPackage;
import arcella.wit.WitType;

/**
 * Holds the reader and the printer against WIT from elsewhere: each path must read, print and read back the same;
 * those behind {@code --reject} must be refused.
 * {@code wasi-corpus.sh} calls it; it is no part of the build, since the files are not ours.
 */
public final class WitCorpus {

    private WitCorpus() {}

    /** @param paths files, and folders each with a package and its {@code deps} */
    public static void main(String[] paths) {
        int failures = 0;
        int packages = 0;
        boolean accept = true;
        for (String path : paths) {
            if (path.equals("--reject")) {
                accept = false;
                continue;
            }
            List<String> complaints = new ArrayList<>();
            try {
                packages += check(Path.of(path), complaints);
                if (!accept) {
                    complaints.add("was accepted");
                }
            } catch (ArcellaException e) {
                if (accept) {
                    complaints.add(e.getMessage());
                }
            }
            complaints.forEach(complaint -> System.out.println("FAILED " + path + ": " + complaint));
            failures += complaints.isEmpty() ? 0 : 1;
        }
        System.out.println(paths.length + " paths, " + packages + " packages, " + failures + " failed");
        System.exit(failures == 0 ? 0 : 1);
    }

    private static int check(Path folder, List<String> complaints) {
        ResolvedWit wit = WitText.load(folder);
        WitLibrary library = wit.library();
        ResolvedWit again = WitText.parse("printed", WitPrinter.print(library, wit.root()));
        if (!again.root().equals(wit.root()) || !again.library().equals(library)) {
            complaints.add("reads back differently");
        }
        for (WitPackage one : library.packages().values()) {
            one.worlds().forEach(world -> library.elaborate(one.id().item(world.name())));
            for (WitInterface definition : one.interfaces()) {
                for (TypeDef type : definition.types()) {
                    library.close(definition, new WitType.Named(type.name()));
                }
            }
        }
        return library.packages().size();
    }
}
