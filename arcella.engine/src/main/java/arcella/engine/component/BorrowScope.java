package arcella.engine.component;

/** For whose time a handle is lent ({@code CanonicalABI.md}, {@code LiftLowerContext.borrow_scope}). */
sealed interface BorrowScope permits Task, Subtask {}
