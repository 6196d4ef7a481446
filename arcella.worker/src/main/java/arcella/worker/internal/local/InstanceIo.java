package arcella.worker.internal.local;

import java.io.IOException;

import arcella.wasi.Denial;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.Pollable;
import arcella.worker.Ending;
import arcella.worker.ModuleImports;
import arcella.worker.StandardStream;
import arcella.worker.internal.streams.StreamPassage;

/** The connections of an instance, as its guest sees them: output is counted, input ends when the instance is to stop. */
record InstanceIo(GuestIo io, LocalInstance instance) implements GuestIo {

    @Override
    public InputSource stdin() {
        return new StoppableInput(io.stdin(), instance.stopSignal());
    }

    @Override
    public void output(StandardStream stream, byte[] source, int offset, int length)
            throws IOException, InterruptedException {
        io.output(stream, source, offset, length);
        instance.wrote(length);
    }

    @Override
    public long outputRoom() {
        return io.outputRoom();
    }

    @Override
    public Pollable outputReady() {
        return io.outputReady();
    }

    @Override
    public void denied(Denial denial) {
        io.denied(denial);
    }

    @Override
    public void memoryRefused(String limit, Denial.Remedy remedy) {
        instance.memoryRefused(new MemoryRefusal(limit, remedy));
    }

    @Override
    public ModuleImports imports() {
        return io.imports();
    }

    @Override
    public StreamPassage streams() {
        return io.streams();
    }

    @Override
    public void ended(Ending ending) {
        io.ended(ending);
    }
}
