package arcella.wit.text;

import java.util.Arrays;

/** Which comments document the item after them, and what they say. */
final class Comments {

    private Comments() {}

    /** Whether it begins with {@code ///} or {@code /**}, and not with one mark more. */
    static boolean isDocs(String comment) {
        return comment.startsWith("///") && !comment.startsWith("////")
                || comment.startsWith("/**") && !comment.startsWith("/***") && comment.length() > 4;
    }

    /** The text without the marks of a comment, and a blank for a carriage return within a line. */
    static String docs(String comment) {
        return text(comment).replace('\r', ' ');
    }

    private static String text(String comment) {
        if (comment.startsWith("///")) {
            String line = comment.substring(3);
            line = line.startsWith(" ") ? line.substring(1) : line;
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }
        String[] lines = comment.substring(3, comment.length() - 2).split("\n", -1);
        int first = 0;
        int last = lines.length;
        for (int i = 0; i < lines.length; i++) {
            String line = i == 0 ? lines[i].strip() : lines[i].stripTrailing();
            String bare = line.stripLeading();
            lines[i] = bare.equals("*") ? "" : bare.startsWith("* ") ? bare.substring(2) : line;
        }
        while (first < last && lines[first].isBlank()) {
            first++;
        }
        while (last > first && lines[last - 1].isBlank()) {
            last--;
        }
        return String.join("\n", Arrays.asList(lines).subList(first, last));
    }
}
