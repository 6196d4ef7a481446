package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Components in a worker process. */
class WorkerComponentTest extends ComponentContract {

    @TempDir
    private Path folder;

    private WorkerSupervisor supervisor;

    @Override
    ModuleHost open() {
        supervisor = new WorkerSupervisor(Workplace.options(folder));
        return supervisor.host("test");
    }

    @AfterEach
    void closeSupervisor() {
        supervisor.close();
        assertThat(folder).as("what workers leave").isEmptyDirectory();
    }
}
