package arcella.engine.core;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

import run.endive.runtime.Instance;
import run.endive.runtime.TagInstance;
import run.endive.runtime.WasmException;

/**
 * Has compiled code tell tags apart by identity. The library's compiler puts a copy of its helper class beside the
 * classes of every module, and the helper in it that compares an exception with a {@code catch} takes an imported tag
 * for the exception's own if their types are equal, and a tag that an instance defines never for that of an exception
 * from elsewhere. The core specification wants neither: tags are made per instance, and one tag is one wherever it was
 * exported to.
 */
final class TagIdentity {

    private static final String HELPER = "exceptionMatches";
    private static final ClassDesc EXCEPTION = ClassDesc.of(WasmException.class.getName());
    private static final ClassDesc INSTANCE = ClassDesc.of(Instance.class.getName());
    private static final MethodTypeDesc TAG =
            MethodTypeDesc.of(ClassDesc.of(TagInstance.class.getName()), ConstantDescs.CD_int);

    private TagIdentity() {}

    /** The helper class with its comparison replaced. */
    static byte[] inHelper(byte[] helperClass) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(helperClass);
        if (model.methods().stream().noneMatch(TagIdentity::compares)) {
            throw new IllegalStateException("the engine library compares exceptions elsewhere than it did");
        }
        ClassTransform transform = (builder, element) -> {
            if (element instanceof MethodModel method && compares(method)) {
                builder.withMethodBody(method.methodName(), method.methodType(), method.flags().flagsMask(),
                        TagIdentity::compare);
            } else {
                builder.with(element);
            }
        };
        return format.transformClass(model, transform);
    }

    private static boolean compares(MethodModel method) {
        return method.methodName().equalsString(HELPER);
    }

    /** Parameters: the exception, the index of the tag to catch, the instance that catches. */
    private static void compare(CodeBuilder code) {
        code.aload(0).invokevirtual(EXCEPTION, "instance", MethodTypeDesc.of(INSTANCE))
                .aload(0).invokevirtual(EXCEPTION, "tagIdx", MethodTypeDesc.of(ConstantDescs.CD_int))
                .invokevirtual(INSTANCE, "tag", TAG)
                .aload(2).iload(1).invokevirtual(INSTANCE, "tag", TAG)
                .ifThenElse(Opcode.IF_ACMPEQ, same -> same.iconst_1(), other -> other.iconst_0())
                .ireturn();
    }
}
