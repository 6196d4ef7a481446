package arcella.runtime;

import arcella.error.ErrorCode;

/** The failures of the container: manifests, the module store, bundles and the lifecycle. */
public enum RuntimeError implements ErrorCode {
    /** A manifest that does not read. */
    MANIFEST(2001),
    /** A module name or version that breaks the rules. */
    BAD_NAME(2002),
    /** A manifest asks for something that this release does not have. */
    NOT_SUPPORTED(2003),
    /** The content is no WebAssembly, or too large. */
    BAD_CONTENT(2004),
    /** A word that grants nothing. */
    BAD_GRANT(2005),
    /** The same name and version is installed already. */
    ALREADY_INSTALLED(2101),
    /** No module of that name. */
    UNKNOWN_MODULE(2102),
    /** Several modules of that name. */
    AMBIGUOUS_MODULE(2103),
    /** A module imports what nobody offers. */
    UNKNOWN_IMPORT(2104),
    /** The operation does not fit the module's state. */
    WRONG_STATE(2105),
    /** An update whose content is another module. */
    NAME_CHANGED(2106),
    /** A component imports or exports what its manifest does not list. */
    NOT_LISTED(2109),
    /** Modules whose imports form a circle. */
    CYCLE(2110),
    /** A Java service that does not fit the interface that it says it is. */
    JAVA_SERVICE(2111),
    /** A Java interface that does not fit the export that it is to stand for. */
    JAVA_FACE(2112),
    /** New content without what other modules use of the old. */
    BREAKS_CONSUMERS(2113),
    /** New content of a running module that could not run now. */
    WOULD_WAIT(2114),
    /** A module that has had one content only. */
    NO_PREVIOUS(2115),
    /** No module is in such a worker group. */
    NO_GROUP(2116),
    /** A module could not be started. */
    START_FAILED(2107),
    /** A module's instance ended by itself in a way that counts as a failure. */
    INSTANCE_FAILED(2108),
    /** The module store could not be written. */
    STORE_WRITE(2201),
    /** A state file or a content file does not read as it was written. */
    STORE_DAMAGED(2202),
    /** The home's {@code etc/arcella.toml} does not read. */
    BAD_CONFIGURATION(2203),
    /** A configuration that says what it must not, or none where one is needed. */
    BAD_SETTING(2204),
    /** Configurations cannot be read or written. */
    CONFIGURATION_STORE(2205),
    /** The container's own configuration has no key of that name. */
    UNKNOWN_SETTING(2206),
    /** The framework refused a generated bundle. */
    BUNDLE(2301),
    /** The container is starting or stopping. */
    NOT_READY(2302);

    private final int number;

    RuntimeError(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
