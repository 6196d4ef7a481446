package arcella.engine.testing;

/** Writes component binaries, section by section, in the order of the calls. */
public final class ComponentBuilder {

    private final Bytes out = new Bytes().u8(0, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0);
    private int coreModules;
    private int coreInstances;
    private int components;
    private int instances;
    private int coreFunctions;
    private int types;
    private int functions;

    private ComponentBuilder section(int id, Bytes content) {
        out.u8(id).sized(content.toArray());
        return this;
    }

    /** Defines a core module; its index. */
    public int coreModule(byte[] module) {
        section(1, new Bytes().raw(module));
        return coreModules++;
    }

    /** Instantiates a core module without arguments; the core instance's index. */
    public int coreInstance(int module) {
        section(2, new Bytes().u8(1, 0).u32(module).u8(0));
        return coreInstances++;
    }

    /** Instantiates a core module with one other core instance as its imports. */
    public int coreInstance(int module, String argument, int instance) {
        section(2, new Bytes().u8(1, 0).u32(module).u8(1).name(argument).u8(0x12).u32(instance));
        return coreInstances++;
    }

    /** Defines a component; its index. */
    public int component(byte[] component) {
        section(4, new Bytes().raw(component));
        return components++;
    }

    /** Instantiates a component without arguments; the instance's index. */
    public int instance(int component) {
        section(5, new Bytes().u8(1, 0).u32(component).u8(0));
        return instances++;
    }

    /** Lifts a core instance's export of type {@code () -> ()} and exports it under the same name. */
    public ComponentBuilder liftPlain(int coreInstance, String export) {
        section(6, new Bytes().u8(1, 0, 0, 1).u32(coreInstance).name(export));
        section(7, new Bytes().u8(1, 0x40, 0, 1, 0));
        section(8, new Bytes().u8(1, 0, 0).u32(coreFunctions++).u8(0).u32(types++));
        section(11, new Bytes().u8(1, 0).name(export).u8(1).u32(functions).u8(0));
        functions += 2;
        return this;
    }

    /** The whole. */
    public byte[] build() {
        return out.toArray();
    }
}
