package arcella.command;

import java.util.Optional;

/** What a caller may do. */
public enum Role {
    /** May look. */
    READ_ONLY("read-only"),
    /** May look and change. */
    ADMIN("admin");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The role of that word; empty if there is none. */
    public static Optional<Role> of(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** As operators write it: {@code read-only} or {@code admin}. */
    public String word() {
        return word;
    }

    /** Whether a caller of this role may call a verb that asks for {@code needed}. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
