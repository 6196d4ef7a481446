package arcella.wit.wave;

import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.wit.Kebab;
import arcella.wit.PackageId;
import arcella.wit.SemVer;
import arcella.wit.WitError;
import arcella.wit.WitId;
import arcella.wit.text.WitSource;
import arcella.wit.text.WitTextException;

/** Reads the name in a call. */
final class CallParser {

    private CallParser() {}

    static WaveCall parse(String text) {
        WitSource source = new WitSource("call", text);
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int paren = text.indexOf('(', start);
        if (paren < 0) {
            throw error(source, start, text.length(), "a call without parentheses", "write name(arguments)");
        }
        int end = paren;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        String name = text.substring(start, end);
        try {
            return call(source, name, paren + 1);
        } catch (ArcellaException e) {
            throw error(source, start, Math.max(end, start + 1), e.what(), e.remedy());
        }
    }

    private static WaveCall call(WitSource source, String name, int arguments) {
        int at = name.indexOf('@');
        String path = at < 0 ? name : name.substring(0, at);
        String version = at < 0 ? "" : name.substring(at + 1);
        int dot = path.lastIndexOf('.');
        if (dot < 0 && at >= 0) {
            // ns:pkg/api@1.0.0.greet: the function stands behind the version.
            int last = version.lastIndexOf('.');
            if (last < 0) {
                throw bad("'" + name + "' names no function");
            }
            path = path + version.substring(last);
            version = version.substring(0, last);
            dot = path.lastIndexOf('.');
        }
        String function = Kebab.requireLabel(unescaped(path.substring(dot + 1)), "function");
        if (dot < 0) {
            return new WaveCall(Optional.empty(), Optional.empty(), function, source, arguments);
        }
        String owner = path.substring(0, dot);
        if (owner.indexOf(':') < 0) {
            if (at >= 0) {
                throw bad("'" + name + "' has a version, but no package");
            }
            String label = Kebab.requireLabel(unescaped(owner), "interface");
            return new WaveCall(Optional.empty(), Optional.of(label), function, source, arguments);
        }
        WitId id = WitId.parse(owner);
        PackageId home = at < 0
                ? id.owner()
                : PackageId.of(id.owner().namespace(), id.owner().name(), SemVer.parse(version));
        return new WaveCall(Optional.of(home), Optional.of(id.name()), function, source, arguments);
    }

    private static String unescaped(String label) {
        return label.startsWith("%") ? label.substring(1) : label;
    }

    private static ArcellaException bad(String what) {
        return new ArcellaException(
                WitError.WAVE, what, "write function(…), interface.function(…) or ns:pkg/interface@version.function(…)");
    }

    private static WitTextException error(WitSource source, int start, int end, String what, String remedy) {
        return new WitTextException(WitError.WAVE, source, start, end, what, remedy);
    }
}
