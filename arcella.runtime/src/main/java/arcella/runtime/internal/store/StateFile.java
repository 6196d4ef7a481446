package arcella.runtime.internal.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.CRC32C;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.store.ModuleRecord.Previous;
import arcella.runtime.internal.store.ModuleRecord.Wanted;

/**
 * The text of one state file: lines {@code key=value} in the manner of {@link Properties}, closed by a checksum, so
 * that a file that was changed or cut is told from one that was written.
 *
 * @param record the module
 * @param replaces the module whose place it took, if that one may still have a state file
 */
record StateFile(ModuleRecord record, Optional<ModuleId> replaces) {

    private static final String FORMAT = "1";

    byte[] bytes() {
        TreeMap<String, String> values = new TreeMap<>();
        values.put("format", FORMAT);
        values.put("id", record.id().toString());
        values.put("sha256", record.sha256());
        values.put("size", Long.toString(record.sizeBytes()));
        values.put("wanted", record.wanted().name().toLowerCase(Locale.ROOT));
        values.put("revision", Integer.toString(record.revision()));
        values.put("installed", record.installedAt().toString());
        values.put("origin", record.origin());
        record.manifest().ifPresent(text -> values.put("manifest", text));
        replaces.ifPresent(id -> values.put("replaces", id.toString()));
        grants(values, "grant.", record.grants());
        record.previous().ifPresent(before -> {
            values.put("previous.id", before.id().toString());
            values.put("previous.sha256", before.sha256());
            values.put("previous.size", Long.toString(before.sizeBytes()));
            values.put("previous.revision", Integer.toString(before.revision()));
            values.put("previous.installed", before.installedAt().toString());
            values.put("previous.origin", before.origin());
            before.manifest().ifPresent(text -> values.put("previous.manifest", text));
            grants(values, "previous.grant.", before.grants());
        });
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append('=').append(escape(value)).append('\n'));
        return (text + "check=" + checksum(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void grants(Map<String, String> values, String prefix, List<String> grants) {
        for (int i = 0; i < grants.size(); i++) {
            values.put(String.format(Locale.ROOT, "%s%04d", prefix, i), grants.get(i));
        }
    }

    private static List<String> grants(Properties values, String prefix) {
        return values.stringPropertyNames().stream().filter(key -> key.startsWith(prefix)).sorted()
                .map(key -> value(values, key)).toList();
    }

    /** @throws ArcellaException {@code STORE_DAMAGED} saying what does not read */
    static StateFile parse(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw damaged("it is no text", e);
        }
        int check = text.lastIndexOf("check=");
        if (check < 0 || check > 0 && text.charAt(check - 1) != '\n') {
            throw damaged("its end is missing", null);
        }
        if (!text.substring(check).equals("check=" + checksum(text.substring(0, check)) + "\n")) {
            throw damaged("its checksum does not fit", null);
        }
        Properties values = new Properties();
        try {
            values.load(new StringReader(text.substring(0, check)));
            return parse(values);
        } catch (IOException | IllegalArgumentException | DateTimeException | ArcellaException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static StateFile parse(Properties values) {
        if (!value(values, "format").equals(FORMAT)) {
            throw new IllegalArgumentException("its format is " + value(values, "format")
                    + ", and this release reads " + FORMAT);
        }
        ModuleRecord record = new ModuleRecord(
                ModuleId.of(value(values, "id")),
                value(values, "sha256"),
                Long.parseLong(value(values, "size")),
                Optional.ofNullable(values.getProperty("manifest")),
                Wanted.valueOf(value(values, "wanted").toUpperCase(Locale.ROOT)),
                Integer.parseInt(value(values, "revision")),
                Instant.parse(value(values, "installed")),
                grants(values, "grant."),
                value(values, "origin"),
                previous(values));
        return new StateFile(record, Optional.ofNullable(values.getProperty("replaces")).map(ModuleId::of));
    }

    private static Optional<Previous> previous(Properties values) {
        if (values.getProperty("previous.id") == null) {
            return Optional.empty();
        }
        return Optional.of(new Previous(
                ModuleId.of(value(values, "previous.id")),
                value(values, "previous.sha256"),
                Long.parseLong(value(values, "previous.size")),
                Optional.ofNullable(values.getProperty("previous.manifest")),
                Integer.parseInt(value(values, "previous.revision")),
                Instant.parse(value(values, "previous.installed")),
                grants(values, "previous.grant."),
                value(values, "previous.origin")));
    }

    private static String value(Properties values, String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no '" + key + "'");
        }
        return value;
    }

    /** Escapes a value so that {@link Properties#load} reads it back. */
    private static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case ' ' -> out.append(i == 0 ? "\\ " : " ");
                // A lone surrogate has no UTF-8 form, and the other controls are no sight for a person.
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static ArcellaException damaged(String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ArcellaException(RuntimeError.STORE_DAMAGED, why, "", cause);
    }
}
