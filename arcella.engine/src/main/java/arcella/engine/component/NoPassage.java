package arcella.engine.component;

/** By this nothing passes, so that it is never asked to let something pass. */
enum NoPassage implements HostPassage {
    NONE;

    @Override
    public boolean passes(Class<?> type) {
        return false;
    }

    @Override
    public long give(Object object) {
        throw nothing();
    }

    @Override
    public long lend(Object object) {
        throw nothing();
    }

    @Override
    public void over(long number) {
        throw nothing();
    }

    @Override
    public Object take(Class<?> type, long number) {
        throw nothing();
    }

    @Override
    public Object borrow(Class<?> type, long number) {
        throw nothing();
    }

    private static IllegalStateException nothing() {
        return new IllegalStateException("nothing passes here");
    }
}
