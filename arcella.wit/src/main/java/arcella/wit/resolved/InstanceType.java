package arcella.wit.resolved;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The type of an instance: what it exports, by name, in order.
 *
 * <p>An instance type that was only declared binds the resources that it exports abstractly: each instance of it has its
 * own. The type of an instance that is there (imported, exported or made) binds none.
 */
public final class InstanceType extends DefType {

    private final Map<String, ExternType> exports;
    private final Set<ResourceId> bound;

    /**
     * @param exports what it exports, in order
     * @param bound the resources that every instance of this type has of its own
     */
    public InstanceType(Map<String, ExternType> exports, Set<ResourceId> bound) {
        this(Parts.ordered(exports), Parts.ordered(bound),
                Parts.ofExterns(List.of(), exports.values()));
    }

    private InstanceType(Map<String, ExternType> exports, Set<ResourceId> bound, Parts parts) {
        super(parts);
        this.exports = exports;
        this.bound = bound;
    }

    /** What it exports, by name, in order. */
    public Map<String, ExternType> exports() {
        return exports;
    }

    /** The resources that every instance of this type has of its own. */
    public Set<ResourceId> bound() {
        return bound;
    }

    @Override
    public String kind() {
        return "instance";
    }

    @Override
    public InstanceType renamed() {
        return new InstanceType(exports, bound, parts());
    }
}
