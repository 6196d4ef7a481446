package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.BundleName;
import arcella.runtime.ModuleTree;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code module:tree}. */
@Component(service = Verb.class)
public final class TreeVerb implements Verb {

    private static final String REVERSE = "reverse";

    private static final VerbSpec SPEC = Specs.look(
            "module:tree", "Shows which modules and Java bundles a module is wired to",
            "Below each module stand those whose exports it uses, and the interfaces; what has no provider is said with "
                    + "what comes nearest.",
            List.of(Specs.module(), Parameter.flag(REVERSE, "shows the modules and Java bundles that use it instead").letter('r')),
            new ResultShape.Message(), "module tree till", "module tree ledger --reverse");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public TreeVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        boolean reverse = invocation.arguments().flag(REVERSE);
        ModuleTree tree = runtime.modules().tree(invocation.arguments().text(Specs.MODULE), reverse);
        StringBuilder text = new StringBuilder(tree.name()).append("  ").append(tree.state());
        branches(text, tree, "", reverse);
        return new VerbResult(text.toString(), data(tree));
    }

    private static void branches(StringBuilder text, ModuleTree tree, String indent, boolean reverse) {
        for (int i = 0; i < tree.below().size(); i++) {
            ModuleTree branch = tree.below().get(i);
            boolean last = i == tree.below().size() - 1;
            text.append('\n').append(indent).append(last ? "└─ " : "├─ ").append(line(branch, reverse));
            branches(text, branch, indent + (last ? "   " : "│  "), reverse);
        }
    }

    private static String line(ModuleTree branch, boolean reverse) {
        String imports = String.join(", ", branch.imports());
        if (branch.name().isEmpty()) {
            return "nobody has " + imports;
        }
        if (branch.bundle().isPresent()) {
            return branch.name() + (!reverse ? "  has " : branch.state().equals(ModuleTree.UNUSED)
                    ? "  has a Java interface, which nobody uses, for " : "  uses ") + imports;
        }
        String state = branch.state().isEmpty() ? "" : "  " + branch.state();
        return branch.name() + state + (reverse ? "  uses " : "  has ") + imports;
    }

    private static Data data(ModuleTree tree) {
        Data.FieldsBuilder fields = Data.fields()
                .put("kind", tree.bundle().isPresent() ? "bundle" : tree.name().isEmpty() ? "nobody" : "module")
                .put("name", tree.bundle().map(BundleName::symbolicName).orElse(tree.name()));
        tree.bundle().ifPresent(bundle -> fields.put("bundle", bundle.id()));
        return fields
                .put("state", tree.state())
                .put("imports", Data.texts(tree.imports()))
                .put("below", Data.items(tree.below().stream().map(TreeVerb::data).toList()))
                .build();
    }
}
