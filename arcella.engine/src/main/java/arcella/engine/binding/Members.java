package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** Members of the classes that are bound, which need not be public. */
final class Members {

    private Members() {}

    static MethodHandle open(Method method) {
        try {
            return MethodHandles.lookup().unreflect(accessible(method));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " has been made accessible", e);
        }
    }

    static MethodHandle open(Constructor<?> constructor) {
        try {
            return MethodHandles.lookup().unreflectConstructor(accessible(constructor));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(constructor + " has been made accessible", e);
        }
    }

    private static <T extends AccessibleObject> T accessible(T member) {
        member.setAccessible(true);
        return member;
    }

    static Field field(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(constant + " is a constant without a field", e);
        }
    }
}
