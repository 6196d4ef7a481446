package arcella.engine.binding;

import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A hidden class that implements a Java interface, beside that interface, by handles in an array: which may be exchanged
 * while objects of the class are in use.
 */
public final class FaceClass {

    private static final ClassDesc TABLE = ConstantDescs.CD_MethodHandle.arrayType();

    private FaceClass() {}

    /**
     * A new object of the interface.
     *
     * @param methods what to implement: methods of the interface, or of those that it extends
     * @param table for each method a handle of its {@link #type}; kept, not copied
     */
    public static <T> T instance(Class<T> face, List<Method> methods, MethodHandle[] table) {
        String prefix = face.getPackageName().isEmpty() ? "" : face.getPackageName() + ".";
        ClassDesc self = ClassDesc.of(prefix + "Guest$" + face.getSimpleName());
        byte[] bytes = ClassFile.of().build(self, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            builder.withInterfaceSymbols(ClassDesc.ofDescriptor(face.descriptorString()));
            builder.withField("table", TABLE, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            builder.withMethodBody(ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, TABLE), 0, code -> code
                    .aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .aload(0).aload(1).putfield(self, "table", TABLE).return_());
            for (int i = 0; i < methods.size(); i++) {
                int index = i;
                MethodTypeDesc type = MethodTypeDesc.ofDescriptor(type(methods.get(i)).descriptorString());
                builder.withMethodBody(methods.get(i).getName(), type, ClassFile.ACC_PUBLIC, code -> {
                    code.aload(0).getfield(self, "table", TABLE).loadConstant(index).aaload();
                    for (int p = 0; p < type.parameterCount(); p++) {
                        code.loadLocal(TypeKind.from(type.parameterType(p)), code.parameterSlot(p));
                    }
                    code.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", type)
                            .return_(TypeKind.from(type.returnType()));
                });
            }
        });
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(face, MethodHandles.lookup())
                    .defineHiddenClass(bytes, true);
            return face.cast(lookup.findConstructor(lookup.lookupClass(),
                    MethodType.methodType(void.class, MethodHandle[].class)).invoke(table));
        } catch (Throwable e) {
            throw new IllegalStateException("a generated class for " + face + " does not load", e);
        }
    }

    /** The type of a method, without its receiver. */
    public static MethodType type(Method method) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
    }
}
