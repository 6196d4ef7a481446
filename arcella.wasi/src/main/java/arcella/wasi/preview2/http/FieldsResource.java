package arcella.wasi.preview2.http;

import java.util.ArrayList;
import java.util.List;

import arcella.engine.binding.WitName;
import arcella.engine.core.Trap;
import arcella.wasi.Ceiling;
import arcella.wasi.http.Field;

/**
 * The resource {@code fields} of {@code wasi:http/types}: names and values in the order in which they are sent. All
 * fields of one resource together have at most so many bytes as the instance's limit says; a guest that wants more
 * traps, since {@code header-error} has no case for it. Used by one thread at a time.
 */
@WitName("fields")
public final class FieldsResource implements AutoCloseable {

    private final List<Field> entries;
    private final boolean mutable;
    private final Ceiling most;
    private long bytes;

    private FieldsResource(List<Field> entries, boolean mutable, Ceiling most) {
        this.entries = new ArrayList<>(entries);
        this.mutable = mutable;
        this.most = most;
        this.bytes = size(entries);
        most.reached(bytes);
    }

    /**
     * Fields that may be changed, none at first.
     *
     * @param most the limit of HTTP field bytes
     */
    static FieldsResource empty(Ceiling most) {
        return new FieldsResource(List.of(), true, most);
    }

    /** Fields that may not be changed; the limit holds for their clones. */
    static FieldsResource immutable(List<Field> entries, Ceiling most) {
        return new FieldsResource(entries, false, most);
    }

    /** Fields that may be changed, with those given. */
    static FieldsResource of(List<Field> entries, Ceiling most) throws HeaderFailure {
        FieldsResource made = empty(most);
        for (Field entry : entries) {
            made.append(entry.name(), entry.value());
        }
        return made;
    }

    private static long size(List<Field> entries) {
        return entries.stream().mapToLong(Field::bytes).sum();
    }

    /** The limit of HTTP field bytes. */
    Ceiling most() {
        return most;
    }

    /** The fields as they are now. */
    List<Field> list() {
        return List.copyOf(entries);
    }

    /** {@code get}: all values of a name. */
    public List<byte[]> get(String name) {
        return entries.stream().filter(entry -> entry.named(name)).map(Field::value).toList();
    }

    /** {@code has}. */
    public boolean has(String name) {
        return entries.stream().anyMatch(entry -> entry.named(name));
    }

    private static void check(String name) throws HeaderFailure {
        if (!Field.validName(name)) {
            throw new HeaderFailure(new HeaderError.InvalidSyntax());
        }
        if (Field.forbidden(name)) {
            throw new HeaderFailure(new HeaderError.Forbidden());
        }
    }

    private void requireMutable() throws HeaderFailure {
        if (!mutable) {
            throw new HeaderFailure(new HeaderError.Immutable());
        }
    }

    private void add(String name, byte[] value) {
        Field added = new Field(name, value);
        if (bytes + added.bytes() > most.limit()) {
            throw new Trap(Trap.Kind.HOST_LIMIT, "the guest made wasi:http fields of more than " + most.limit()
                    + " bytes, its limit http-field-bytes", List.of());
        }
        bytes += added.bytes();
        most.reached(bytes);
        entries.add(added);
    }

    private void remove(String name) {
        entries.removeIf(entry -> entry.named(name));
        bytes = size(entries);
    }

    /** {@code set}: these values, and no others, for a name. */
    public void set(String name, List<byte[]> value) throws HeaderFailure {
        requireMutable();
        check(name);
        if (!value.stream().allMatch(Field::validValue)) {
            throw new HeaderFailure(new HeaderError.InvalidSyntax());
        }
        remove(name);
        value.forEach(each -> add(name, each));
    }

    /** {@code delete}: no value for a name. */
    public void delete(String name) throws HeaderFailure {
        requireMutable();
        check(name);
        remove(name);
    }

    /** {@code append}: one more value for a name. */
    public void append(String name, byte[] value) throws HeaderFailure {
        requireMutable();
        check(name);
        if (!Field.validValue(value)) {
            throw new HeaderFailure(new HeaderError.InvalidSyntax());
        }
        add(name, value);
    }

    /** {@code entries}: all, in order. */
    public List<Field> entries() {
        return list();
    }

    /** {@code clone}: the same fields, which may be changed. */
    @WitName("[method]fields.clone")
    public FieldsResource copy() {
        return new FieldsResource(entries, true, most);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
