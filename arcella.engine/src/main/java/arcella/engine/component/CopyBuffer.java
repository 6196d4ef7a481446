package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.engine.abi.AbiContext;
import arcella.engine.abi.Layout;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/** A piece of a guest's memory that a stream or future is read into or written from ({@code BufferGuestImpl}). */
final class CopyBuffer {

    static final int MOST = (1 << 28) - 1;

    private final Optional<ValueType> element;
    private final AbiContext context;
    private final long length;
    private long pointer;
    private int progress;

    /**
     * Traps unless it lies in the memory and is aligned.
     *
     * @param element of the channel; nothing for one that carries no values
     * @param length in elements, unsigned
     */
    CopyBuffer(Optional<ValueType> element, AbiContext context, long pointer, long length) {
        if (length > MOST) {
            throw Traps.trap("stream read/write count too large: " + length);
        }
        if (element.isPresent() && length > 0) {
            context.memory().orElseThrow().check("stream or future buffer", pointer, length * size(element.get()),
                    Layout.alignment(element.get()));
        }
        this.element = element;
        this.context = context;
        this.pointer = pointer;
        this.length = length;
    }

    private static long size(ValueType element) {
        return Layout.size(element);
    }

    int remain() {
        return (int) (length - progress);
    }

    boolean isZeroLength() {
        return length == 0;
    }

    /** How many elements have been copied. */
    int progress() {
        return progress;
    }

    /** Copies from this one, which a writer gave, to another one that has room for so many. */
    void copyTo(CopyBuffer target, int count) {
        if (element.isPresent()) {
            List<WitValue> values = new Lifter(context).elements(element.get(), pointer, count);
            ValueType to = target.element.orElseThrow();
            Lowerer lowerer = new Lowerer(target.context);
            for (int i = 0; i < count; i++) {
                lowerer.store(to, values.get(i), (int) (target.pointer + i * size(to)));
            }
        }
        advance(count);
        target.advance(count);
    }

    private void advance(int count) {
        pointer += element.map(CopyBuffer::size).orElse(0L) * count;
        progress += count;
    }
}
