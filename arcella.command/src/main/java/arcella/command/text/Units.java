package arcella.command.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Quantities as people read them. */
public final class Units {

    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Units() {}

    /** Bytes: {@code 512 B}, {@code 1.5 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 0) {
            return bytes == Long.MIN_VALUE ? "-8.0 EiB" : "-" + bytes(-bytes);
        }
        int unit = 0;
        long whole = bytes;
        long tenths = 0;
        while (whole >= 1024 && unit < BYTE_UNITS.length - 1) {
            tenths = (whole & 1023) * 10 / 1024;
            whole >>= 10;
            unit++;
        }
        return unit == 0 ? whole + " B" : whole + "." + tenths + " " + BYTE_UNITS[unit];
    }

    /** Milliseconds: {@code 350 ms}, {@code 1.2 s}, {@code 2 min 5 s}, {@code 3 h 4 min}, {@code 5 d 6 h}. */
    public static String millis(long millis) {
        if (millis < 0) {
            return millis == Long.MIN_VALUE ? String.valueOf(millis) : "-" + millis(-millis);
        }
        if (millis < 1000) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + "." + millis % 1000 / 100 + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return two(minutes, "min", seconds % 60, "s");
        }
        long hours = minutes / 60;
        return hours < 24 ? two(hours, "h", minutes % 60, "min") : two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** Milliseconds since 1970 as {@code 2026-01-31 12:34:56} in a zone. */
    public static String time(long epochMillis, ZoneId zone) {
        ZonedDateTime time = Instant.ofEpochMilli(epochMillis).atZone(zone);
        StringBuilder out = new StringBuilder(19);
        out.append(time.getYear()).append('-');
        digits(out, time.getMonthValue()).append('-');
        digits(out, time.getDayOfMonth()).append(' ');
        digits(out, time.getHour()).append(':');
        digits(out, time.getMinute()).append(':');
        return digits(out, time.getSecond()).toString();
    }

    private static StringBuilder digits(StringBuilder out, int value) {
        return out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
