package arcella.engine.abi;

import java.lang.invoke.MethodHandle;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.core.CoreMemory;
import arcella.error.ArcellaException;

/**
 * One function of one instance as generated adapters see it: the memory, with typed access, and what happens around a
 * call. The steps and traps are those of {@link Lifter} and {@link Lowerer}, without values in between.
 *
 * <p>A component instance runs one call at a time, and cannot be entered again meanwhile, so that what a call needs is
 * kept here and used again by the next. One thread at a time.
 */
public abstract class AdapterPort {

    /** What a Java object of a value costs at the least. */
    private static final int OBJECT = 24;

    /** The guest's function, for adapters that call one. */
    public final @Nullable MethodHandle core;

    private final StringEncoding encoding;
    private final @Nullable AbiMemory memory;
    private final @Nullable CoreMemory bytes;
    private final ByteBudget budget;

    /**
     * @param core the guest's function, of its {@link arcella.engine.core.CoreFunctionType#methodType()}; null if the
     *     adapter calls a Java method instead
     * @param memory the memory with the guest's allocator; null if the function needs none
     * @param valueBytes what one call may carry
     */
    protected AdapterPort(@Nullable MethodHandle core, StringEncoding encoding, @Nullable AbiMemory memory,
            ByteLimit valueBytes) {
        this.core = core;
        this.encoding = encoding;
        this.memory = memory;
        this.bytes = memory == null ? null : memory.core();
        this.budget = new ByteBudget(valueBytes);
    }

    /** Before anything else of a call: the checks of the specification, and a new budget. */
    public abstract void enter();

    /** All arguments have been lowered: whatever fails from here on leaves the guest in an unknown state. */
    public abstract void begin();

    /**
     * At the end of a call that went well.
     *
     * @param flatResult the guest's flat result as raw bits, for {@code post-return}; 0 if there is none
     */
    public abstract void leave(long flatResult);

    /** At the end of a call that failed: what to throw. */
    public abstract RuntimeException fail(Throwable failure);

    /** Takes a handle out of the instance, or lends it: the object that stands for the resource. */
    public abstract Object liftHandle(int index, int resource);

    /** Gives a resource to the instance: its handle. */
    public abstract int lowerHandle(@Nullable Object object, int resource);

    /** To be called by {@link #enter}. */
    protected final void renewBudget() {
        budget.renew();
    }

    /** Charges for an object that is about to be made. */
    public final void charge() {
        budget.charge(OBJECT);
    }

    private AbiMemory memory() {
        if (memory == null) {
            throw new IllegalStateException("validated without a memory");
        }
        return memory;
    }

    /** The memory to read and write. */
    final CoreMemory bytes() {
        if (bytes == null) {
            throw new IllegalStateException("validated without a memory");
        }
        return bytes;
    }

    /** Space from the guest's allocator. */
    public final int allocate(int alignment, int length) {
        return memory().allocate("arguments", alignment, length);
    }

    /** Checks the place of parameters or results that the guest gives. */
    public final void check(int pointer, int length, int alignment) {
        memory().check("argument or result", Integer.toUnsignedLong(pointer), length, alignment);
    }

    /** Checks the place that a guest has for a result. */
    public final void checkResult(int pointer, int length, int alignment) {
        memory().check("result", Integer.toUnsignedLong(pointer), length, alignment);
    }

    /** A byte. */
    public final void store8(int value, int address) {
        bytes().writeByte(address, (byte) value);
    }

    /** Two bytes. */
    public final void store16(int value, int address) {
        bytes().writeShort(address, (short) value);
    }

    /** Four bytes. */
    public final void store32(int value, int address) {
        bytes().writeInt(address, value);
    }

    /** Eight bytes. */
    public final void store64(long value, int address) {
        bytes().writeLong(address, value);
    }

    /** A byte, unsigned. */
    public final int load8(int address) {
        return bytes().readByte(address) & 0xff;
    }

    /** Two bytes, unsigned. */
    public final int load16(int address) {
        return bytes().readShort(address) & 0xffff;
    }

    /** Four bytes. */
    public final int load32(int address) {
        return bytes().readInt(address);
    }

    /** Eight bytes. */
    public final long load64(int address) {
        return bytes().readLong(address);
    }

    /** Stores a string: its address in the low half, its length in the high one. */
    public final long storeString(@Nullable Object text) {
        if (!(text instanceof String string)) {
            throw bad(text, "string");
        }
        budget.charge(2L * string.length());
        Strings.Stored stored = Strings.store(memory(), encoding, string);
        return pair(stored.pointer(), stored.length());
    }

    /** The string of that address and length. */
    public final String loadString(int pointer, int length) {
        budget.charge(OBJECT);
        return Strings.load(memory(), encoding, Integer.toUnsignedLong(pointer), Integer.toUnsignedLong(length),
                budget);
    }

    /** Space for a list that is about to be lowered: its address in the low half, its length in the high one. */
    public final long newList(int count, int elementSize, int alignment) {
        long size = (long) count * elementSize;
        if (size > Lifter.MAX_LIST_BYTES) {
            throw Lowerer.tooLong(count);
        }
        budget.charge(size);
        return pair(memory().allocate("list", alignment, size), count);
    }

    /** Checks the range of a list that is about to be lifted. */
    public final void checkList(int pointer, int count, int elementSize, int alignment) {
        long length = Integer.toUnsignedLong(count);
        long size = length * elementSize;
        if (size > Lifter.MAX_LIST_BYTES) {
            throw Lowerer.tooLong(length);
        }
        memory().check("list", Integer.toUnsignedLong(pointer), size, alignment);
        budget.charge(size + OBJECT);
    }

    /** Checks a discriminant that the guest gave. */
    public static int checkCase(int index, int cases) {
        if (Integer.compareUnsigned(index, cases) >= 0) {
            throw AbiTraps.trap("invalid variant discriminant " + Integer.toUnsignedString(index) + " of " + cases
                    + " cases");
        }
        return index;
    }

    /** Checks a character that the guest gave. */
    public static int checkChar(int value) {
        return Lifter.scalar(value);
    }

    /** Two halves. */
    static long pair(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }

    /** What to throw for a Java object that is not of its type. */
    public static ArcellaException bad(@Nullable Object object, String type) {
        return new ArcellaException(EngineError.BAD_CALL, "Java gave " + object + " where the type is " + type,
                "give a value of that type");
    }
}
