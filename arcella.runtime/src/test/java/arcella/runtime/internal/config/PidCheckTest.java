package arcella.runtime.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;

class PidCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        "``;it is empty",
        "` `;it is empty",
        "..;on both sides of each dot",
        ".;on both sides of each dot",
        ".a;on both sides of each dot",
        "a.b|;on both sides of each dot and of each |",
        "arcella.module.;on both sides of each dot",
        "arcella.module.a/../../x;it has '/'",
        "a/x;it has '/'",
        "a\\b;it has '\\'",
        "a*;it has '*'",
        "a b;the character U+0020",
        "a\tb;the character U+0009",
        "gr\u00fc\u00dfe;the character U+00FC",
        "arcella.module.No_Module;it begins as a module's",
        "arcella.module.hello|other|0.1.0;it begins as a module's"})
    void refusesWithTheReason(String pid, String why) {
        ArcellaException refusal = catchThrowableOfType(ArcellaException.class, () -> PidCheck.check(pid));
        assertThat(refusal.code().text()).isEqualTo(RuntimeError.BAD_SETTING.text());
        assertThat(refusal.what()).startsWith("'" + pid + "' cannot be the name of a configuration: ").contains(why);
        assertThat(refusal.remedy()).contains("arcella.module.NAME");
    }

    @Test
    void refusesWhatIsLongerThanItMayBe() {
        PidCheck.check("a".repeat(200));
        ArcellaException refusal = catchThrowableOfType(ArcellaException.class, () -> PidCheck.check("a".repeat(201)));
        assertThat(refusal.what()).contains("it has 201 characters, and 200 is the most").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arcella.module.hello", "arcella.module.hello|arcella.module.hello|1.0.0-rc.1+b2",
        "arcella.module.hello|arcella.module.hello|1.0.0.r2", "org.example.Outer$Inner", "org.apache.felix.http~first", "x"})
    void takesWhatConfigurationsAreCalled(String pid) {
        PidCheck.check(pid);
    }
}
