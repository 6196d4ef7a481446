package arcella.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.error.ArcellaException;

/** Checks named values against a verb's parameters. */
final class ArgumentCheck {

    private ArgumentCheck() {}

    static Data.Fields check(VerbSpec spec, Data.Fields values) {
        Map<String, Data> checked = new LinkedHashMap<>();
        values.values().forEach((name, value) -> {
            Parameter parameter = spec.parameter(name)
                    .orElseThrow(() -> new ArcellaException(
                            CommandError.USAGE,
                            spec.name() + " has no argument '" + name + "'",
                            "it takes " + spec.parameters().stream().map(Parameter::name).toList()));
            if (value instanceof Data.None) {
                return;
            }
            checked.put(name, parameter.repeated() ? checkAll(spec, parameter, value) : checkOne(spec, parameter, value));
        });
        for (Parameter parameter : spec.parameters()) {
            if (parameter.required() && !checked.containsKey(parameter.name())) {
                throw new ArcellaException(
                        CommandError.USAGE,
                        spec.name() + " needs the argument '" + parameter.name() + "' (" + parameter.help() + ")",
                        "see --help");
            }
        }
        return new Data.Fields(checked);
    }

    private static Data checkAll(VerbSpec spec, Parameter parameter, Data value) {
        List<Data> items = value instanceof Data.Items(List<Data> many) ? many : List.of(value);
        return new Data.Items(items.stream().map(item -> checkOne(spec, parameter, item)).toList());
    }

    private static Data checkOne(VerbSpec spec, Parameter parameter, Data value) {
        return switch (parameter.kind()) {
            case Parameter.Flag() when value instanceof Data.Truth -> value;
            case Parameter.Flag() -> throw bad(spec, parameter, "true or false");
            case Parameter.Whole(long min, long max) when value instanceof Data.Whole(long number)
                    && number >= min && number <= max -> value;
            case Parameter.Whole(long min, long max) ->
                throw bad(spec, parameter, "a whole number from " + min + " to " + max);
            case Parameter.Choice(List<String> words) when value instanceof Data.Text(String text)
                    && words.contains(text) -> value;
            case Parameter.Choice(List<String> words) -> throw bad(spec, parameter, "one of " + words);
            case Parameter.Text _, Parameter.Reference _, Parameter.NameOrPath _, Parameter.Upload _ when value instanceof Data.Text -> value;
            case Parameter.Text _, Parameter.Reference _, Parameter.NameOrPath _, Parameter.Upload _ -> throw bad(spec, parameter, "text");
        };
    }

    private static ArcellaException bad(VerbSpec spec, Parameter parameter, String wanted) {
        return new ArcellaException(
                CommandError.BAD_VALUE,
                spec.name() + ": the value of '" + parameter.name() + "' does not fit",
                "it takes " + wanted);
    }
}
