package arcella.worker;

/** Components in this process. */
class LocalComponentTest extends ComponentContract {

    @Override
    ModuleHost open() {
        return new LocalModuleHost(1L << 30);
    }
}
