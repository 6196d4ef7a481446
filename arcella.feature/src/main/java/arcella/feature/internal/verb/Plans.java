package arcella.feature.internal.verb;

import java.util.List;
import java.util.Locale;

import arcella.command.Data;
import arcella.feature.internal.install.FeaturePlan;
import arcella.feature.internal.install.Step;

/** Plans as text and data. */
final class Plans {

    private Plans() {}

    /** A heading, and a line for each step. */
    static String text(String heading, FeaturePlan plan) {
        StringBuilder text = new StringBuilder(heading);
        if (!plan.refused().isEmpty()) {
            text.append("\n  would be refused:");
            plan.refused().forEach(why -> text.append("\n    ").append(why));
        }
        plan.steps().forEach(step -> text.append("\n  ").append(line(step)));
        plan.notes().forEach(note -> text.append("\n  ").append(note));
        return text.toString();
    }

    private static String line(Step step) {
        String detail = step.detail().isEmpty() ? "" : " (" + step.detail() + ")";
        return switch (step.action()) {
            case ADD -> "+ " + step.kind() + " " + step.what() + detail;
            case REMOVE -> "- " + step.kind() + " " + step.what() + detail;
            case KEEP -> "= " + step.kind() + " " + step.what() + detail + ": not this feature's, stays as it is";
            case SHARE -> "= " + step.kind() + " " + step.what() + detail + ": other features have it, too";
            case GONE -> "= " + step.kind() + " " + step.what() + detail + ": has gone already";
        };
    }

    static Data data(FeaturePlan plan) {
        return Data.fields()
                .put("feature", plan.feature().toString())
                .put("steps", Data.items(steps(plan.steps())))
                .put("refused", Data.texts(plan.refused()))
                .put("notes", Data.texts(plan.notes()))
                .build();
    }

    private static List<Data> steps(List<Step> steps) {
        return steps.stream().<Data>map(step -> Data.fields()
                .put("action", step.action().name().toLowerCase(Locale.ROOT)).put("kind", step.kind())
                .put("what", step.what()).put("detail", step.detail()).build()).toList();
    }
}
