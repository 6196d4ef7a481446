package arcella.wit.validate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.wit.component.CanonOption;
import arcella.wit.component.CanonOption.StringEncoding;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;
import arcella.wit.component.CoreValType.Num;
import arcella.wit.resolved.CoreExternType;

/**
 * A list of canonical options, each checked on its own ({@code canonopt} Validation of the Canonical ABI). What a canonical
 * definition needs of them is for {@link CanonValidator}.
 */
final class CanonOptions {

    private static final int PAGE_SIZE_LOG2 = 16;

    private final Work work;
    private @Nullable StringEncoding encoding;
    private CoreExternType.@Nullable Memory memory;
    private CoreExternType.@Nullable Func realloc;
    private CoreExternType.@Nullable Func postReturn;
    private CoreExternType.@Nullable Func callback;
    private boolean async;

    CanonOptions(List<CanonOption> options, Scope scope, Work work) {
        this.work = work;
        for (CanonOption option : options) {
            switch (option) {
                case StringEncoding chosen -> {
                    if (encoding != null) {
                        throw work.invalid("canonical encoding option `%s` conflicts with option `%s`"
                                .formatted(encoding.text(), chosen.text()));
                    }
                    encoding = chosen;
                }
                case CanonOption.Memory chosen -> {
                    once(memory != null, "memory");
                    memory = memory(scope, chosen.coreMemoryIndex(), work);
                }
                case CanonOption.Realloc chosen -> {
                    once(realloc != null, "realloc");
                    realloc = func(scope, chosen.coreFuncIndex());
                }
                case CanonOption.PostReturn chosen -> {
                    once(postReturn != null, "post-return");
                    postReturn = func(scope, chosen.coreFuncIndex());
                }
                case CanonOption.Async chosen -> {
                    once(async, "async");
                    async = true;
                }
                case CanonOption.Callback chosen -> {
                    once(callback != null, "callback");
                    callback = func(scope, chosen.coreFuncIndex());
                }
            }
        }
        checkEach();
    }

    /**
     * A memory that the Canonical ABI reads and writes: any that {@code (memory 0)} or {@code (memory i64 0)} could import,
     * hence not a shared one and none of pages of another size.
     */
    static CoreExternType.Memory memory(Scope scope, int index, Work work) {
        CoreExternType.Memory memory = Scope.at(scope.coreMemories, index, "memory", work);
        if (memory.limits().shared()) {
            throw work.invalid("canonical option `memory` names a shared memory: mismatch in the shared flag for memories");
        }
        if (memory.pageSizeLog2() != PAGE_SIZE_LOG2) {
            throw work.invalid("canonical option `memory` names a memory with pages of another size: mismatch in memory page"
                    + " sizes");
        }
        return memory;
    }

    private CoreExternType.Func func(Scope scope, int index) {
        return Scope.at(scope.coreFuncs, index, "function", work);
    }

    private void once(boolean before, String option) {
        if (before) {
            throw work.invalid("canonical option `" + option + "` is specified more than once");
        }
    }

    private void checkEach() {
        if (realloc != null) {
            if (memory == null) {
                throw work.invalid("canonical option `realloc` requires `memory` to also be specified");
            }
            Num address = memory.addressType();
            signature("realloc", realloc, List.of(address, address, address, address), List.of(address));
        }
        if (async && postReturn != null) {
            throw work.invalid("canonical option `post-return` cannot be specified with `async`");
        }
        if (callback != null) {
            if (!async) {
                throw work.invalid("canonical option `callback` cannot be specified without `async`");
            }
            signature("callback", callback, List.of(Num.I32, Num.I32, Num.I32), List.of(Num.I32));
        }
    }

    private void signature(String option, CoreExternType.Func func, List<? extends CoreValType> params,
            List<? extends CoreValType> results) {
        CoreTypeDef.Func wanted = new CoreTypeDef.Func(List.copyOf(params), List.copyOf(results));
        if (!func.type().equals(wanted)) {
            throw work.invalid("canonical option `%s` uses a core function with an incorrect signature: expected %s, found %s"
                    .formatted(option, wanted.text(), func.type().text()));
        }
    }

    /** That the post-return function, if there is one, takes what the lifted function returns. */
    void postReturnTakes(List<? extends CoreValType> results) {
        if (postReturn != null) {
            signature("post-return", postReturn, results, List.of());
        }
    }

    boolean async() {
        return async;
    }

    boolean hasCallback() {
        return callback != null;
    }

    /** Whether pointers are 64 bits wide. */
    boolean is64() {
        return memory != null && memory.limits().is64();
    }

    /** The type of pointers; i32 where there is no memory. */
    Num pointer() {
        return is64() ? Num.I64 : Num.I32;
    }

    void requireMemory() {
        if (memory == null) {
            throw required("memory");
        }
    }

    void requireRealloc() {
        if (realloc == null) {
            throw required("realloc");
        }
    }

    private ComponentException required(String option) {
        return work.invalid("canonical option `" + option + "` is required");
    }

    void forbidAsync(String where) {
        forbid(async, "async", where);
    }

    void forbidPostReturn(String where) {
        forbid(postReturn != null, "post-return", where);
    }

    void forbidCallback(String where) {
        forbid(callback != null, "callback", where);
    }

    void forbidRealloc(String where) {
        forbid(realloc != null, "realloc", where);
    }

    private void forbid(boolean present, String option, String where) {
        if (present) {
            throw work.invalid("canonical option `" + option + "` cannot be specified for " + where);
        }
    }
}
