package arcella.engine.binding;

import java.util.List;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.JavaInterface;
import arcella.engine.component.Linker;
import arcella.error.ArcellaException;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;

/** The same with the host behind plain values, as if it were in another process. */
class JavaInterfaceBindingTest extends BindingTest {

    @Override
    ComponentInstance instance(Component linked, Sample.Host given) {
        InstanceType type = ((ExternType.Instance) linked.type().imports().get(Sample.HOST)).type();
        return new Linker()
                .foreign(Sample.HOST, new JavaInterface(Sample.HOST, type, given, List.of(Sample.Counter.class)))
                .instantiate(linked);
    }

    @Override
    Class<? extends Exception> failure() {
        return ArcellaException.class;
    }
}
