package arcella.engine.component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.core.CoreEngine;
import arcella.wit.value.WitValue;
import arcella.wit.value.WitValue.Handle;
import arcella.wit.value.WitValue.HandleKind;

/**
 * The two guests of the folder {@code foreign}, each in a linker and a store of its own: what the consumer imports is
 * implemented by the provider, behind a {@link ForeignInterface} that knows nothing but the provider's public face.
 */
final class ForeignPair implements AutoCloseable {

    static final String VALUES = "test:foreign/values@1.0.0";
    static final String THINGS = "test:foreign/things@1.0.0";
    static final String MORE = "test:foreign/more@1.0.0";
    static final String RELAY = "test:foreign/relay@1.0.0";

    private static final Component PROVIDER = read("provider");
    private static final Component CONSUMER = read("consumer");

    final ComponentInstance provider;
    final ComponentInstance consumer;
    final List<String> drops = new ArrayList<>();

    ForeignPair() {
        provider = new Linker().instantiate(PROVIDER);
        consumer = linker().instantiate(CONSUMER);
    }

    Linker linker() {
        return new Linker().foreign(VALUES, new Other(VALUES)).foreign(THINGS, new Other(THINGS))
                .foreign(MORE, new Other(MORE));
    }

    /** The consumer's component. */
    static Component consumer() {
        return CONSUMER;
    }

    static Component read(String name) {
        try (InputStream in = Objects.requireNonNull(
                ForeignPair.class.getResourceAsStream("foreign/" + name + ".wasm"), name)) {
            return Component.of(in.readAllBytes(), new CoreEngine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An interface of the provider's, as the consumer gets it. */
    class Other implements ForeignInterface {
        private final String iface;

        Other(String iface) {
            this.iface = iface;
        }

        @Override
        public Optional<WitValue> call(String function, List<WitValue> arguments) {
            return provider.export(iface, function).call(arguments);
        }

        @Override
        public void drop(String resource, long id) {
            drops.add(resource);
            provider.dropIfHeld(new Handle(HandleKind.OWN, id));
        }
    }

    /** Calls the consumer, which calls the provider. */
    Optional<WitValue> call(String function, WitValue... arguments) {
        return consumer.export(RELAY, function).call(arguments);
    }

    /** A thing of the provider's, by a handle of the consumer's. */
    Handle make(long value) {
        return (Handle) call("make", new WitValue.U32(value)).orElseThrow();
    }

    /** The same to be lent. */
    static Handle lent(Handle owned) {
        return new Handle(HandleKind.BORROW, owned.id());
    }

    long value(Handle thing) {
        return u32(call("value", lent(thing)));
    }

    /** The sum of the values of all things that have ended. */
    long dropped() {
        return u32(provider.export(THINGS, "dropped").call());
    }

    static long u32(Optional<WitValue> value) {
        return ((WitValue.U32) value.orElseThrow()).value();
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
    }
}
