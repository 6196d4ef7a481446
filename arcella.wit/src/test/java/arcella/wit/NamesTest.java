package arcella.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.error.ArcellaException;

class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a-b-c", "a1-2-3", "A", "A-B-C", "A1-2-3", "a11-w0rds", "A11-4CR0NYMS", "m1x3d-4CR0NYMS",
                "is-XML", "a-0"
            })
    void labels(String text) {
        assertThat(Kebab.isLabel(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "1", "1-2-3", "1a", "a-", "-a", "a--b", "aB", "Ab", "a-Bc", "a_b", "a.b", "a b", "é", "a-é", "a\n"
            })
    void noLabels(String text) {
        assertThat(Kebab.isLabel(text)).isFalse();
        assertThat(Kebab.isWords(text)).isFalse();
        assertThatThrownBy(() -> Kebab.requireLabel(text, "function"))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-6001 '" + text + "' is not a name for a function");
    }

    @Test
    void namespacesAndPackagesAreWords() {
        assertThat(Kebab.isWords("a-1")).isTrue();
        assertThat(Kebab.isWords("a-XML")).isFalse();
        assertThatThrownBy(() -> PackageId.parse("a:B")).hasMessageContaining("'B' is not a name for a package");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0", "1.2.3", "10.20.30", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0-x.7.z.92",
                "1.0.0-x-y-z.--", "1.0.0+20130313144700", "1.0.0-beta+exp.sha.5114f85", "1.0.0+21AF26D3---117B344092BD",
                "0.3.0-rc-2026-01-06", "1.0.0-0A.is.legal", "1.0.0+0.build.1-rc.10000aaa-kk-0.1", "1.0.0+001"
            })
    void versions(String text) {
        assertThat(SemVer.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.03", "1.2.3-", "1.2.3+", "1.2.3-01", "1.2.3-a..b",
                "1.2.3-+b", "1.2.3-a_b", "1.2.3+a+b", "v1.2.3", "1.2.x", "-1.2.3", "1.2.3 ", "9999999999999999999.0.0",
                "1.-2.3", "1.2.3-é"
            })
    void noVersions(String text) {
        assertThatThrownBy(() -> SemVer.parse(text))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("'" + text + "' is not a full semantic version");
    }

    @Test
    void versionsHaveTheOrderOfTheSpecification() {
        List<SemVer> sorted = Stream.of(
                        "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.9", "1.0.0-alpha.10", "1.0.0-alpha.beta",
                        "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.0+a", "1.0.1",
                        "1.1.0", "2.0.0", "10.0.0")
                .map(SemVer::parse)
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = 0; j < sorted.size(); j++) {
                assertThat(Integer.signum(sorted.get(i).compareTo(sorted.get(j)))).isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.2, 1", "0.2.13, 0.2", "0.0.3, 0.0.3", "0.0.0, 0.0.0", "12.0.0, 12", "1.2.3+b, 1",
        "0.3.0-rc.1, 0.3.0-rc.1", "1.0.0-rc.1+b, 1.0.0-rc.1"
    })
    void tracks(String version, String track) {
        assertThat(SemVer.parse(version).track()).isEqualTo(new SemverTrack(track)).hasToString(track);
        assertThat(new SemverTrack(track).contains(SemVer.parse(version))).isTrue();
    }

    @Test
    void aTrackHoldsNoOthers() {
        assertThat(new SemverTrack("0.2").contains(SemVer.parse("0.3.0"))).isFalse();
        assertThat(new SemverTrack("0.2").contains(SemVer.parse("0.2.0-rc"))).isFalse();
        assertThat(new SemverTrack("1").contains(SemVer.parse("0.1.0"))).isFalse();
        assertThat(new SemverTrack("0.0.1").contains(SemVer.parse("0.0.2"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.0", "1.2", "1.0.0", "0.2.0", "01", "0.02", "x", "1.0.0-a+b", "0.0.01"})
    void noTracks(String text) {
        assertThatThrownBy(() -> new SemverTrack(text)).hasMessageContaining("is not a semver track");
    }

    @Test
    void idsReadBackAsWritten() {
        for (String text : List.of("a:b", "wasi:http@0.2.1", "a:b:c/d@1.0.0-rc.1+x", "a:b-c/D-e")) {
            assertThat(PackageId.parse(text)).hasToString(text);
        }
        for (String text : List.of("a:b/c", "wasi:http/types@0.2.1", "a:b:c/d/E@1.0.0")) {
            assertThat(WitId.parse(text)).hasToString(text);
        }
        assertThat(WitId.parse("a:b:c/d/E@1.0.0"))
                .isEqualTo(PackageId.of("a:b", "c/d", SemVer.of(1, 0, 0)).item("E"));
        assertThat(WitId.parse("a:b/c@1.0.0").unversioned()).isEqualTo(WitId.parse("a:b/c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", ":a/b", "a:/b", "a:b/", "a:b", "a:b/c@", "a:b/c@1", "a:b@1.0.0/c", "a b:c/d"})
    void noIds(String text) {
        assertThatThrownBy(() -> WitId.parse(text))
                .isInstanceOfSatisfying(ArcellaException.class, e ->
                        assertThat(e.code().number()).isEqualTo(WitError.BAD_NAME.number()));
    }

    @ParameterizedTest
    @CsvSource({
        "a:b/c@0.2.0, a:b/c@0.2.9, true", "a:b/c@0.2.0, a:b/c@0.3.0, false", "a:b/c, a:b/c, true",
        "a:b/c, a:b/c@1.0.0, false", "a:b/c@1.0.0, a:b/c@1.9.9, true", "a:b/c@1.0.0, a:b/d@1.0.0, false",
        "a:b/c@1.0.0, a:x/c@1.0.0, false", "a:b/c@0.3.0-rc.1, a:b/c@0.3.0-rc.2, false"
    })
    void compatibility(String one, String two, boolean compatible) {
        assertThat(WitId.parse(one).isCompatibleWith(WitId.parse(two))).isEqualTo(compatible);
        assertThat(((ExternName.Interface) ExternName.parse(one))
                        .isCompatibleWith((ExternName.Interface) ExternName.parse(two)))
                .isEqualTo(compatible);
    }

    @Test
    void idsAreOrderedByNameThenVersion() {
        assertThat(Stream.of("b:a/a", "a:b/b@1.0.0", "a:b/a@1.0.0", "a:b/c", "a:a/z@2.0.0", "a:b/a@0.1.0")
                        .map(WitId::parse)
                        .sorted()
                        .map(WitId::toString))
                .containsExactly("a:a/z@2.0.0", "a:b/c", "a:b/a@0.1.0", "a:b/a@1.0.0", "a:b/b@1.0.0", "b:a/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-B", "[constructor]a", "[method]a.b", "[static]a.b", "a:b/c", "a:b/c@0.2.0", "a:b/c@0.2", "a:b/c@1",
                "a:b/c@0.0.3"
            })
    void externNamesReadBackAsWritten(String text) {
        assertThat(ExternName.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a.b", "[method]a", "[static]", "[x]a.b", "[method", "[constructor]a.b", "[method]a.b.c", "a:b",
                "a:b/c@0", "a:b/c@0.2.x"})
    void noExternNames(String text) {
        assertThatThrownBy(() -> ExternName.parse(text)).isInstanceOf(ArcellaException.class);
    }

    @Test
    void canonicalNamesMatchByTrack() {
        ExternName.Interface canonical = (ExternName.Interface) ExternName.parse("a:b/c@0.2");
        assertThat(canonical.track()).contains(new SemverTrack("0.2"));
        assertThat(canonical.isCompatibleWith(ExternName.of(WitId.parse("a:b/c@0.2.7")))).isTrue();
        assertThat(canonical.isCompatibleWith(ExternName.of(WitId.parse("a:b/c@0.3.0")))).isFalse();
        assertThat(ExternName.parse("a:b/c@0.0.3"))
                .isEqualTo(new ExternName.Interface(WitId.parse("a:b/c@0.0.3"), Optional.empty()));
    }

    /** The lists of the specification's section on the uniqueness of names. */
    @Test
    void uniqueForms() {
        List<String> together =
                List.of("foo", "foo-bar", "[constructor]foo", "[method]foo.bar", "[static]foo.baz", "foo:bar/baz");
        List<String> forms =
                together.stream().map(name -> ExternName.parse(name).uniqueForm()).toList();
        assertThat(forms).doesNotHaveDuplicates();
        for (String clash : List.of(
                "foo", "FOO", "foo-BAR", "[constructor]FOO", "[method]foo.BAR", "[static]foo.bar", "[method]foo.baz",
                "[method]foo.foo", "[static]foo-BAR.FOO-bar", "foo:bar/BAZ")) {
            assertThat(forms).as(clash).contains(ExternName.parse(clash).uniqueForm());
        }
    }
}
