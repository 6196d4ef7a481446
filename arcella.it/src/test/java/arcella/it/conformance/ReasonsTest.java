package arcella.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void ourMessageContainsTheirs() {
        assertThat(Reasons.agree("type index out of bounds", "unknown type 5: type index out of bounds")).isTrue();
        assertThat(Reasons.agree("`Foo` is not in kebab case", "name \"foo\" is not in kebab-case, sorry")).isTrue();
        assertThat(Reasons.agree("", "anything")).isTrue();
    }

    @Test
    void anotherReasonIsAnotherReason() {
        assertThat(Reasons.agree("type index out of bounds", "unknown type 5: function index out of bounds")).isFalse();
        assertThat(Reasons.agree("expected 1 fields, found 2", "expected 2 fields, found 1")).isFalse();
    }

    @Test
    void wordsMayDifferWhereTheTableSaysSo() {
        assertThat(Reasons.agree("expected primitive, found record", "for `x`: expected u32, found record")).isTrue();
        assertThat(Reasons.agree("expected primitive, found record", "for `x`: expected u32, found list")).isFalse();
    }
}
