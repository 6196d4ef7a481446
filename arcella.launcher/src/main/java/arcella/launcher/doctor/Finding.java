package arcella.launcher.doctor;

import arcella.command.Data;

/**
 * What one look found. Immutable.
 *
 * @param verdict how it is
 * @param check what was looked at, in a word
 * @param text what was seen, in a line
 * @param remedy what to do; empty if nothing has to be done
 */
public record Finding(Verdict verdict, String check, String text, String remedy) {

    /** How it is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** It works, and less well or less safely than it could. */
        WARN,
        /** A container does not start here, or loses something. */
        FAIL;

        /** As it is written. */
        public String word() {
            return switch (this) {
                case OK -> "ok";
                case WARN -> "warn";
                case FAIL -> "FAIL";
            };
        }
    }

    /** As it should be. */
    public static Finding ok(String check, String text) {
        return new Finding(Verdict.OK, check, text, "");
    }

    /** Not as good as it could be. */
    public static Finding warn(String check, String text, String remedy) {
        return new Finding(Verdict.WARN, check, text, remedy);
    }

    /** Something that has to be mended. */
    public static Finding fail(String check, String text, String remedy) {
        return new Finding(Verdict.FAIL, check, text, remedy);
    }

    /** For machines: {@code verdict} ({@code ok}, {@code warn}, {@code fail}), {@code check}, {@code text}, {@code remedy}. */
    public Data.Fields data() {
        Data.FieldsBuilder fields = Data.fields().put("verdict", verdict.name().toLowerCase(java.util.Locale.ROOT))
                .put("check", check).put("text", text);
        return remedy.isEmpty() ? fields.build() : fields.put("remedy", remedy).build();
    }
}
