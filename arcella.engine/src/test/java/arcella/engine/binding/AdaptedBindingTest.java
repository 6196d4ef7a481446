package arcella.engine.binding;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;

/** The same with generated code on both sides: it takes over once a function has been called some times. */
class AdaptedBindingTest extends BindingTest {

    @BeforeEach
    void warmUp() throws Sample.ParseException {
        for (int i = 0; i < 101; i++) {
            guest.add(i, i);
            guest.greet("you");
            guest.echoBytes(new byte[3]);
            guest.echoMixed(mixed(i % 8));
            guest.echoShape(new Sample.Shape.Circle(i));
            guest.echoAll(List.of(mixed(i % 8)));
            guest.total(new double[] {i});
            guest.blobs();
            Sample.Blob a = guest.newBlob(new byte[1]);
            guest.blobConcat(a, guest.newBlob(new byte[1])).close();
            a.close();
            guest.logViaHost("well");
            guest.parseViaHost("1");
            guest.mixedViaHost(mixed(i % 8));
            guest.shapeViaHost(new Sample.Shape.Empty());
            guest.bytesViaHost(new byte[1]);
            guest.totalViaHost(new long[] {i});
            guest.countViaHost(1, 1);
        }
        host.lines.clear();
        host.closed = 0;
    }
}
