package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import arcella.error.ArcellaException;
import arcella.error.ErrorCode;
import arcella.wit.value.WitValue;

/** A host for each test, and what tests of hosts need. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class HostFixture {

    private ModuleHost host;

    /** A fresh host. */
    abstract ModuleHost open();

    @BeforeEach
    final void openHost() {
        host = open();
    }

    @AfterEach
    final void closeHost() {
        host.close();
    }

    final ModuleHost host() {
        return host;
    }

    final ModuleInstance started(InstanceSpec spec, InstanceListener listener) {
        ModuleInstance instance = host.instantiate(spec, listener);
        instance.start();
        return instance;
    }

    final ModuleInstance probe(Recorder recorder) {
        return started(Guests.spec("probe"), recorder);
    }

    static InstanceLimits limits() {
        return InstanceLimits.defaults();
    }

    static List<WitValue> numbers(int... values) {
        List<WitValue> list = new ArrayList<>();
        for (int value : values) {
            list.add(new WitValue.S32(value));
        }
        return list;
    }

    static void assertCode(ThrowingCallable action, ErrorCode code, String... words) {
        assertThatThrownBy(action).isInstanceOfSatisfying(ArcellaException.class, e -> {
            assertThat(e.code().text()).as(e.getMessage()).isEqualTo(code.text());
            for (String word : words) {
                assertThat(e.getMessage()).contains(word);
            }
        });
    }

    static List<WitValue> join(CompletableFuture<List<WitValue>> future) {
        try {
            return future.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw (ArcellaException) e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the instance has begun so many calls, its start among them. */
    static void awaitCalls(ModuleInstance instance, long calls) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (instance.statistics().calls() < calls) {
            assertThat(System.nanoTime()).as("the call begins").isLessThan(end);
            sleep(5);
        }
    }

    static void assertTrapped(Ending ending, ErrorCode code) {
        assertThat(ending).isInstanceOfSatisfying(Ending.Trapped.class,
                trapped -> assertThat(trapped.cause().code().text()).as(trapped.toString()).isEqualTo(code.text()));
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
