package arcella.shell.internal.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.MalformedURLException;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

/** How the framework's terms are put into words. */
class WordsTest {

    @Test
    void readsFilters() {
        String space = "osgi.wiring.package";
        assertThat(FilterWords.of("(&(osgi.wiring.package=a.b)(version>=1.2.0)(!(version>=2.0.0)))", space))
                .isEqualTo(new FilterWords("a.b", "[1.2.0,2.0.0)"));
        assertThat(FilterWords.of("(&(osgi.wiring.package=a.b)(version>=1.2.0))", space))
                .isEqualTo(new FilterWords("a.b", "1.2.0 or later"));
        assertThat(FilterWords.of("(&(osgi.wiring.package=a.b)(version>=0.0.0))", space))
                .isEqualTo(new FilterWords("a.b", ""));
        assertThat(FilterWords.of("(osgi.wiring.package=a.b)", space)).isEqualTo(new FilterWords("a.b", ""));
        assertThat(FilterWords.of("(&(osgi.wiring.bundle=x)(bundle-version>=1.0.0))", "osgi.wiring.bundle"))
                .isEqualTo(new FilterWords("x", "1.0.0 or later"));
        assertThat(FilterWords.of("(&(osgi.ee=JavaSE)(version=99))", "osgi.ee"))
                .isEqualTo(new FilterWords("JavaSE", "99"));
        assertThat(FilterWords.of("(x=y)", space)).isEqualTo(new FilterWords("(x=y)", ""));
    }

    @Test
    void splitsHeadersOutsideOfQuotes() {
        assertThat(Clauses.split("a;version=\"[1,2)\",b, c")).containsExactly("a;version=\"[1,2)\"", "b", "c");
        assertThat(Clauses.lines("Import-Package", "a,b")).containsExactly("Import-Package =", "    a,", "    b");
        assertThat(Clauses.lines("Bundle-Name", "a, b")).containsExactly("Bundle-Name = a, b");
    }

    @Test
    void findsTheCauseThatSaysMost() {
        assertThat(Causes.words(new BundleException("outer", new FileNotFoundException("/x (No such file)"))))
                .isEqualTo("there is no such file, or it cannot be read: /x (No such file)");
        assertThat(Causes.words(new BundleException("outer", new MalformedURLException("unknown protocol: mvn"))))
                .contains("nothing here reads such URLs").contains("mvn");
        assertThat(Causes.words(new BundleException("outer", new IOException("disk full")))).isEqualTo("disk full");
        assertThat(Causes.words(new BundleException("outer", new IllegalStateException("gone\nmore"))))
                .isEqualTo("IllegalStateException: gone");
    }

    @Test
    void writesArraysOfAnyKind() {
        assertThat(PropertyText.of(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(PropertyText.of(new String[] {"a"})).isEqualTo("[a]");
        assertThat(PropertyText.of(5L)).isEqualTo("5");
    }
}
