import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;

import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.vm.TeaVMOptimizationLevel;

/** {@code Build CLASSES MAIN-CLASS OUT.wasm}: has TeaVM make a WASI command of a Java program. */
final class Build {

    private Build() {}

    public static void main(String[] words) throws Exception {
        File out = new File(words[2]).getAbsoluteFile();
        URL classes = new File(words[0]).toURI().toURL();
        TeaVMTool teavm = new TeaVMTool();
        teavm.setTargetType(TeaVMTargetType.WEBASSEMBLY_WASI);
        teavm.setOptimizationLevel(TeaVMOptimizationLevel.FULL);
        teavm.setClassLoader(new URLClassLoader(new URL[] {classes}, Build.class.getClassLoader()));
        teavm.setMainClass(words[1]);
        teavm.setTargetDirectory(out.getParentFile());
        teavm.setTargetFileName(out.getName());
        teavm.generate();

        // What the program uses and TeaVM's class library has not, such as System.in and System.exit.
        for (Problem problem : teavm.getProblemProvider().getSevereProblems()) {
            DefaultProblemTextConsumer text = new DefaultProblemTextConsumer();
            problem.render(text);
            System.err.println(problem.getLocation().getMethod() + ": " + text.getText());
        }
        System.exit(teavm.getProblemProvider().getSevereProblems().isEmpty() ? 0 : 1);
    }
}
