package arcella.engine.core;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantValueEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether Java classes are such as the compiler makes of a module: by their names, by what they extend and implement,
 * and by every class, field and method that their constant pools name. Code can reach nothing that its constant pool
 * does not name, and the Java machine verifies these classes when it loads them, as those of every loader but its own.
 *
 * <p>The list was taken from what the compiler of the engine library writes; it is to be looked through when the library
 * changes ({@link CoreEngine#VERSION}). None of what it holds reads a file, opens a connection, starts a process or
 * loads a class.
 */
final class ClassCheck {

    private static final String RUNTIME = "run/endive/runtime/";
    private static final String TYPES = "run/endive/wasm/types/";

    /** Methods that may be named, by class: {@code *} is every one. Their descriptors decide nothing. */
    private static final Map<String, Set<String>> METHODS = Stream.of(
            "java/lang/Object <init>", "java/lang/AssertionError <init>", "java/lang/StackOverflowError",
            "java/lang/Throwable", "java/lang/Boolean booleanValue valueOf", "java/lang/Byte toUnsignedInt toUnsignedLong",
            "java/lang/Short toUnsignedInt toUnsignedLong", "java/lang/Integer toUnsignedLong valueOf",
            "java/lang/Long longValue valueOf", "java/lang/String format", "java/lang/System getProperty",
            "java/lang/Thread currentThread isInterrupted", "java/util/Arrays fill", "java/util/List get",
            RUNTIME + "CallResult *", RUNTIME + "ConstantEvaluators computeConstant",
            RUNTIME + "ConstantEvaluators$ConstantResult *",
            RUNTIME + "GlobalInstance getRefValue getValue setRefValue setValue", RUNTIME + "ImportFunction handle",
            RUNTIME + "ImportValues function",
            RUNTIME + "Instance array clearTailCall dataSegmentData dropDataSegment element exn functionType gcRef getMachine "
                    + "global heapTypeMatch heapTypeMatchRef imports isTailCallPending memory module registerException "
                    + "registerGcRef setElement setTailCall table tag tailCallArgs tailCallFuncId tailCallRefArgs type",
            RUNTIME + "Machine call callWithRefs", RUNTIME + "MemCopyWorkaround *", RUNTIME + "Memory *",
            RUNTIME + "OpcodeImpl *", RUNTIME + "TableInstance *", RUNTIME + "TagInstance *",
            RUNTIME + "TrapException <init>", RUNTIME + "WasmArray *", RUNTIME + "WasmArray$Builder *",
            RUNTIME + "WasmException *", RUNTIME + "WasmException$Builder *", RUNTIME + "WasmFunctionHandle apply applyWithRefs",
            RUNTIME + "WasmI31Ref *", RUNTIME + "WasmInterruptedException <init>", RUNTIME + "WasmRuntimeException <init>",
            RUNTIME + "WasmStruct *", RUNTIME + "WasmStruct$Builder *",
            RUNTIME + "internal/CompilerInterpreterMachine <init> call callWithRefs",
            "run/endive/wasm/InvalidException <init>", "run/endive/wasm/WasmEngineException <init>",
            "run/endive/wasm/WasmModule typeSection", TYPES + "ArrayType *", TYPES + "CompType *", TYPES + "Element *",
            TYPES + "FieldType *", TYPES + "PackedType *", TYPES + "StorageType *", TYPES + "StructType *",
            TYPES + "SubType *", TYPES + "TypeSection getSubType", TYPES + "ValType heapTypeSubtype isReference",
            TYPES + "Value doubleToLong floatToLong longToDouble longToFloat")
            .map(line -> List.of(line.split(" ")))
            .collect(Collectors.toUnmodifiableMap(List::getFirst, line -> Set.copyOf(line.subList(1, line.size()))));

    private static final Set<String> ALL = Set.of("*");

    private static final Pattern OWN_SUFFIX = Pattern.compile(
            "|MachineCall|Shaded|(FuncGroup|Dispatch|DispatchRefs)_\\d+|Indirect_\\d+_\\d+|CallIndirectBridge_\\d*");

    private final String main;
    private final Set<String> names = new HashSet<>();

    /** @param main the binary name of the class that makes machines */
    ClassCheck(String main) {
        this.main = main.replace('.', '/');
    }

    /**
     * Looks at one class.
     *
     * @throws arcella.error.ArcellaException with {@code FOREIGN_CODE} if the compiler does not make such classes
     */
    void add(String name, byte[] bytes) {
        String internal = name.replace('.', '/');
        require(isOwn(internal) && name.indexOf('/') < 0, "has a class named " + name);
        require(names.add(internal), "has two classes named " + name);
        ClassModel model;
        try {
            model = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).parse(bytes);
            require(model.thisClass().asInternalName().equals(internal), "has class " + name + " under another name");
            require(model.superclass().filter(parent -> parent.asInternalName().equals("java/lang/Object")).isPresent(),
                    "has class " + name + " extend another");
            for (ClassEntry face : model.interfaces()) {
                require(internal.equals(main) && face.asInternalName().equals(RUNTIME + "Machine"),
                        "has class " + name + " implement " + face.asInternalName());
            }
            for (MethodModel method : model.methods()) {
                require(!method.flags().has(AccessFlag.NATIVE), "has a native method in class " + name);
            }
            for (PoolEntry entry : model.constantPool()) {
                entry(name, entry);
            }
        } catch (IllegalArgumentException e) {
            throw EntryCheck.foreign("has a class that cannot be read: " + name);
        }
    }

    private void entry(String name, PoolEntry entry) {
        switch (entry) {
            case ClassEntry type -> require(isKnown(element(type.asInternalName())),
                    "has class " + name + " name " + type.asInternalName());
            case MemberRefEntry member -> require(isKnown(member.owner().asInternalName(), member),
                    "has class " + name + " name " + member.owner().asInternalName() + "." + member.name().stringValue());
            case Utf8Entry _, NameAndTypeEntry _, ConstantValueEntry _ -> { }
            default -> throw EntryCheck.foreign("has class " + name + " link code that is made while it runs");
        }
    }

    private boolean isKnown(String owner, MemberRefEntry member) {
        if (isOwn(owner)) {
            return true;
        }
        Set<String> methods = METHODS.get(owner);
        boolean method = !(member instanceof java.lang.classfile.constantpool.FieldRefEntry);
        return method && methods != null && (methods.equals(ALL) || methods.contains(member.name().stringValue()));
    }

    private boolean isKnown(String type) {
        return type.isEmpty() || isOwn(type) || METHODS.containsKey(type);
    }

    /** Of an array, what it holds; nothing for numbers. */
    private static String element(String type) {
        if (!type.startsWith("[")) {
            return type;
        }
        String element = type.substring(type.lastIndexOf('[') + 1);
        return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
    }

    /** A class of this module's; that it is there is for the Java machine to find. */
    private boolean isOwn(String internal) {
        return internal.startsWith(main) && OWN_SUFFIX.matcher(internal.substring(main.length())).matches();
    }

    /** All classes have been looked at. */
    void finish() {
        require(names.contains(main), "has no main class");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw EntryCheck.foreign(otherwise);
        }
    }
}
