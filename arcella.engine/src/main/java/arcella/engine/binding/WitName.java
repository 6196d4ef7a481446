package arcella.engine.binding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name in WIT of a method, a record component, a case, an enum constant or a resource's class, where it is not the
 * Java name in other spelling. On a method, a function's whole name, such as {@code [static]fields.from-list}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
public @interface WitName {

    /** The name as WIT spells it. */
    String value();
}
