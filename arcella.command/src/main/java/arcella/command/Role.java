package arcella.command;

/** What a caller may do. */
public enum Role {
    /** May look. */
    READ_ONLY,
    /** May look and change. */
    ADMIN;

    /** Whether a caller of this role may call a verb that asks for {@code needed}. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
