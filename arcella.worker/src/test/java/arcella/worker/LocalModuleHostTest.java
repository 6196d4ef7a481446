package arcella.worker;

/** The contract in this process. */
class LocalModuleHostTest extends ModuleHostContract {

    @Override
    ModuleHost open() {
        return new LocalModuleHost(1L << 30);
    }
}
