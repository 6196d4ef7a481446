package arcella.engine.core;

import java.util.Objects;

import run.endive.runtime.TagInstance;

/** An exception tag. Immutable. */
public final class CoreTag implements CoreExtern {

    private final TagInstance tag;
    private final CoreTagType type;

    CoreTag(TagInstance tag, CoreTagType type) {
        this.tag = Objects.requireNonNull(tag, "tag");
        this.type = type;
    }

    TagInstance tag() {
        return tag;
    }

    @Override
    public CoreTagType type() {
        return type;
    }
}
