package arcella.wit.validate;

import java.util.List;
import java.util.Map;
import java.util.Set;

import arcella.wit.component.Declaration;
import arcella.wit.component.TypeDef;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.InstanceType;

/** Resolves component types and instance types, each in a scope of its own ({@code componentdecl}, {@code instancedecl}). */
final class TypeDeclarations implements TypeResolver.Declarations {

    private final TypeResolver types;
    private final Externs externs;
    private final Work work;

    TypeDeclarations(CoreTypes coreTypes, Work work) {
        this.types = new TypeResolver(coreTypes, this, work);
        this.externs = new Externs(types, work);
        this.work = work;
    }

    TypeResolver types() {
        return types;
    }

    Externs externs() {
        return externs;
    }

    @Override
    public DefType component(TypeDef.Component type, Scope outer) {
        if (type.declarations().isEmpty()) {
            return new ComponentType(Map.of(), Map.of(), Set.of(), Set.of());
        }
        Scope scope = new Scope(Scope.Kind.COMPONENT_TYPE, outer);
        declare(type.declarations(), scope);
        return externs.finish(scope);
    }

    @Override
    public DefType instance(TypeDef.Instance type, Scope outer) {
        if (type.declarations().isEmpty()) {
            return new InstanceType(Map.of(), Set.of());
        }
        Scope scope = new Scope(Scope.Kind.INSTANCE_TYPE, outer);
        declare(type.declarations(), scope);
        return new InstanceType(scope.exports, scope.created);
    }

    private void declare(List<Declaration> declarations, Scope scope) {
        int before = work.offset();
        for (Declaration declaration : declarations) {
            work.at(declaration.offset());
            switch (declaration) {
                case Declaration.CoreType core -> types.coreType(core.type(), scope);
                case Declaration.Type type -> scope.types.add(types.type(type.type(), scope));
                case Declaration.Aliased alias -> externs.alias(alias.alias(), scope);
                case Declaration.Import wanted -> externs.addImport(wanted.name(), wanted.desc(), scope);
                case Declaration.Export export -> externs.addExport(export.name(), export.desc(), scope);
            }
        }
        work.at(before);
    }
}
