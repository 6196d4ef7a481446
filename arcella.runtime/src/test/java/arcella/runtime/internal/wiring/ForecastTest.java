package arcella.runtime.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.wiring.Forecast.Part;
import arcella.wit.WitId;
import arcella.wit.resolved.InstanceType;

class ForecastTest {

    private static final List<String> NOTHING = List.of();

    private static ModuleId id(String name) {
        return name.indexOf('@') < 0 ? new ModuleId(name, "0.1.0")
                : new ModuleId(name.substring(0, name.indexOf('@')), name.substring(name.indexOf('@') + 1));
    }

    private static Interface iface(String name) {
        String full = "shop:ring/" + name + "@0.1.0";
        return new Interface(full, WitId.parse(full), new InstanceType(Map.of(), Set.of()), Map.of("step", "digest"));
    }

    private static ModuleWit wit(List<String> imports, List<String> exports) {
        List<ImportSet> sets = new ArrayList<>();
        imports.forEach(name -> sets.add(new ImportSet("import-" + sets.size(), List.of(iface(name)))));
        return new ModuleWit(sets, exports.stream().map(ForecastTest::iface).toList());
    }

    private static Part part(String name, int rank, long sequence, List<String> imports, List<String> exports) {
        return new Part(id(name), 1, wit(imports, exports), true, rank,
                sequence == 0 ? OptionalLong.empty() : OptionalLong.of(sequence), Set.of(), set -> false);
    }

    private static Part left(int rank, long sequence) {
        return part("left", rank, sequence, List.of("right"), List.of("left"));
    }

    private static Part right(long sequence) {
        return part("right", 0, sequence, List.of("left"), List.of("right"));
    }

    private static Forecast forecast(Part... parts) {
        return new Forecast(Arrays.asList(parts));
    }

    private static String provider(Forecast forecast, String consumer) {
        Part part = forecast.find(id(consumer)).orElseThrow();
        return forecast.provider(part, part.wit().imports().getFirst()).map(one -> one.id().toString()).orElse("nobody");
    }

    @Test
    void whoLacksSomethingWaits() {
        Forecast forecast = forecast(part("user", 0, 0, List.of("left"), NOTHING),
                part("end", 0, 0, NOTHING, List.of("left")).started(false));
        assertThat(forecast.active(id("user"))).isFalse();
        assertThat(forecast.lacking(forecast.find(id("user")).orElseThrow())).hasSize(1);
        assertThat(forecast.circle(id("user"))).isEmpty();
        Forecast then = forecast.with(id("end"), forecast.find(id("end")).map(part -> part.started(true)));
        assertThat(then.active(id("user"))).isTrue();
        assertThat(provider(then, "user")).isEqualTo("end@0.1.0");
        Part served = new Part(id("user"), 1, wit(List.of("left"), NOTHING), true, 0, OptionalLong.empty(), Set.of(), set -> true);
        assertThat(forecast.with(id("user"), Optional.of(served)).active(id("user"))).isTrue();
    }

    @Test
    void amongEqualsTheLaterRegisteredIsTaken() {
        Part user = part("user", 0, 0, List.of("left"), NOTHING);
        Part a = part("a", 0, 7, NOTHING, List.of("left"));
        Part b = part("b", 0, 3, NOTHING, List.of("left"));
        Part c = part("c", 0, 5, NOTHING, List.of("left"));
        Forecast now = forecast(a, b, c, user);
        assertThat(provider(now, "user")).isEqualTo("a@0.1.0");
        assertThat(provider(now.with(id("a"), Optional.of(a.started(false))), "user")).isEqualTo("c@0.1.0");
        assertThat(provider(now.with(id("d"), Optional.of(part("d", 0, 0, NOTHING, List.of("left")))), "user"))
                .as("one that is started comes last").isEqualTo("d@0.1.0");
        assertThat(provider(now.with(id("b"), Optional.of(part("b", 1, 3, NOTHING, List.of("left")))), "user"))
                .as("rank comes first").isEqualTo("b@0.1.0");
    }

    @Test
    void modulesThatWaitForEachOtherAreACircle() {
        String circle = "right@0.1.0 imports shop:ring/left@0.1.0 from left@0.1.0, "
                + "left@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0";
        Forecast forecast = forecast(left(0, 0), right(0));
        assertThat(forecast.circle(id("right"))).contains(circle);
        assertThat(forecast(left(0, 0).started(false), right(0)).circle(id("right")))
                .as("whether the other is started or not").contains(circle);
        assertThat(forecast(left(0, 0), right(0), part("end", 0, 0, NOTHING, List.of("left")).started(false))
                .circle(id("right"))).as("another can still be started").isEmpty();
        assertThat(forecast(part("left", 0, 0, List.of("right"), List.of("left")),
                part("right", 0, 0, List.of("left", "other"), List.of("right")), part("user", 0, 0, List.of("left"), NOTHING))
                .circle(id("user"))).as("who only leads to a circle is not in it").isEmpty();
    }

    @Test
    void nobodyIsLedToWhatNeedsIt() {
        Part end = part("end", 0, 1, NOTHING, List.of("left"));
        Forecast now = forecast(left(0, 3), end, right(2));
        assertThat(now.active(id("left"))).isTrue();
        assertThat(provider(now, "right")).as("left is the later, and needs right").isEqualTo("end@0.1.0");
        String circle = "right@0.1.0 imports shop:ring/left@0.1.0 from left@0.1.0, "
                + "left@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0";
        assertThat(now.circle(id("left"))).contains(circle);
        assertThat(now.circle(id("right"))).contains(circle);
        assertThat(now.circle(id("end"))).isEmpty();

        Forecast newer = forecast(left(0, 3), part("end@0.2.0", 0, 1, NOTHING, List.of("left")), right(2));
        assertThat(newer.circle(id("left"))).isEmpty();
        assertThat(newer.with(id("left"), Optional.of(left(5, 3))).circle(id("left"))).as("by rank").contains(circle);
        Forecast without = newer.with(id("end@0.2.0"), Optional.empty());
        assertThat(without.active(id("right"))).isFalse();
        assertThat(without.active(id("left"))).isFalse();
    }

    @Test
    void aCircleThroughOthers() {
        Forecast forecast = forecast(part("end", 0, 1, NOTHING, List.of("a")), part("b", 0, 2, List.of("a"), List.of("b")),
                part("c", 0, 3, List.of("b"), List.of("c")), part("a", 0, 0, List.of("c"), List.of("a")));
        assertThat(provider(forecast, "b")).isEqualTo("end@0.1.0");
        assertThat(forecast.circle(id("a"))).contains("b@0.1.0 imports shop:ring/a@0.1.0 from a@0.1.0, "
                + "a@0.1.0 imports shop:ring/c@0.1.0 from c@0.1.0, c@0.1.0 imports shop:ring/b@0.1.0 from b@0.1.0");
    }

    @Test
    void anUpdateThatTakesTheEndOfALineAwayIsACircle() {
        Part end = part("end", 0, 1, NOTHING, List.of("left"));
        Forecast now = forecast(end, right(2));
        Part next = new Part(id("end"), 2, wit(List.of("right"), List.of("left")), true, 0, OptionalLong.empty(), Set.of(),
                set -> false);
        assertThat(now.with(id("end"), Optional.of(next)).circle(id("end"))).contains(
                "end@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0, "
                        + "right@0.1.0 imports shop:ring/left@0.1.0 from end@0.1.0");
    }

    @Test
    void theBestOfThoseThatExportSomethingIsTold() {
        Forecast now = forecast(part("a", 0, 7, NOTHING, List.of("left")), part("b", 0, 9, NOTHING, List.of("left")),
                part("c", 0, 10, NOTHING, List.of("right")), part("d", 3, 1, NOTHING, List.of("left")).started(false));
        assertThat(now.exporting(one -> one.path().equals("shop:ring/left"))).extracting(Part::id)
                .containsExactly(id("a"), id("b"));
        assertThat(now.best(one -> one.path().equals("shop:ring/left")).map(Part::id)).contains(id("b"));
        assertThat(now.best(one -> one.path().equals("shop:ring/middle"))).isEmpty();
    }
}
