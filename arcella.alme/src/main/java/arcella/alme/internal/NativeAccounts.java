package arcella.alme.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Users and groups by the C library, which asks whatever the machine is told to ask: files, a directory server. Java itself
 * tells no user's number and no user's groups.
 *
 * <p>Of the structures only the first fields are read, which lie alike in all C libraries on 64-bit machines: name, password
 * (pointers), then the numbers. Nothing is looked up, and no native code bound, before the first question.
 */
final class NativeAccounts implements Accounts {

    private static final int STRUCTURE_BYTES = 256;
    private static final int TEXT_BYTES = 1 << 20;
    private static final int MOST_GROUPS = 1 << 16;
    private static final long FIRST_NUMBER = 16;
    private static final long SECOND_NUMBER = 20;

    /** Bound when somebody first asks. */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final MethodHandle USER_BY_NAME = bind("getpwnam_r", ValueLayout.ADDRESS);
        private static final MethodHandle USER_BY_NUMBER = bind("getpwuid_r", ValueLayout.JAVA_INT);
        private static final MethodHandle GROUP_BY_NAME = bind("getgrnam_r", ValueLayout.ADDRESS);
        private static final MethodHandle GROUPS = downcall("getgrouplist", FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

        private static MethodHandle bind(String name, MemoryLayout key) {
            return downcall(name, FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, key, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS));
        }

        @SuppressWarnings("restricted")
        private static MethodHandle downcall(String name, FunctionDescriptor types) {
            return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), types);
        }
    }

    /** What is read of a structure. */
    private interface Reading<T> {
        T of(MemorySegment structure);
    }

    private static <T> Optional<T> find(MethodHandle call, Object key, Arena arena, Reading<T> reading) {
        MemorySegment structure = arena.allocate(STRUCTURE_BYTES, 8);
        MemorySegment text = arena.allocate(TEXT_BYTES);
        MemorySegment found = arena.allocate(ValueLayout.ADDRESS);
        int failure;
        try {
            failure = (int) call.invoke(key, structure, text, (long) TEXT_BYTES, found);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library cannot throw", e);
        }
        // Not found and not to be found out are one: nobody gets a role by it.
        return failure != 0 || found.get(ValueLayout.ADDRESS, 0).equals(MemorySegment.NULL)
                ? Optional.empty() : Optional.of(reading.of(structure));
    }

    private static long number(MemorySegment structure, long offset) {
        return Integer.toUnsignedLong(structure.get(ValueLayout.JAVA_INT, offset));
    }

    @SuppressWarnings("restricted")
    private static String name(MemorySegment structure) {
        return structure.get(ValueLayout.ADDRESS, 0).reinterpret(TEXT_BYTES).getString(0);
    }

    @Override
    public Optional<Long> uid(String user) {
        try (Arena arena = Arena.ofConfined()) {
            return find(Calls.USER_BY_NAME, arena.allocateFrom(user), arena, one -> number(one, FIRST_NUMBER));
        }
    }

    @Override
    public Optional<Long> gid(String group) {
        try (Arena arena = Arena.ofConfined()) {
            return find(Calls.GROUP_BY_NAME, arena.allocateFrom(group), arena, one -> number(one, FIRST_NUMBER));
        }
    }

    @Override
    public Optional<String> name(long uid) {
        try (Arena arena = Arena.ofConfined()) {
            return find(Calls.USER_BY_NUMBER, (int) uid, arena, NativeAccounts::name);
        }
    }

    @Override
    public Set<Long> groups(long uid) {
        try (Arena arena = Arena.ofConfined()) {
            return find(Calls.USER_BY_NUMBER, (int) uid, arena, one -> groups(one, arena)).orElse(Set.of());
        }
    }

    private static Set<Long> groups(MemorySegment user, Arena arena) {
        MemorySegment list = arena.allocate(ValueLayout.JAVA_INT, MOST_GROUPS);
        MemorySegment count = arena.allocateFrom(ValueLayout.JAVA_INT, MOST_GROUPS);
        try {
            int result = (int) Calls.GROUPS.invoke(
                    user.get(ValueLayout.ADDRESS, 0), (int) number(user, SECOND_NUMBER), list, count);
            if (result < 0) {
                return Set.of();
            }
        } catch (Throwable e) {
            throw new IllegalStateException("the C library cannot throw", e);
        }
        Set<Long> groups = new HashSet<>();
        for (int i = 0; i < count.get(ValueLayout.JAVA_INT, 0); i++) {
            groups.add(Integer.toUnsignedLong(list.getAtIndex(ValueLayout.JAVA_INT, i)));
        }
        return groups;
    }
}
