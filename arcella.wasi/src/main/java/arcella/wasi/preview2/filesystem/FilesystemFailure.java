package arcella.wasi.preview2.filesystem;

import arcella.engine.binding.WitError;

/** An operation on files failed: the {@code err} of its result. One constant per code, without stack trace. */
public final class FilesystemFailure extends Exception implements WitError<ErrorCode> {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    FilesystemFailure(ErrorCode code) {
        super(code.name(), null, false, false);
        this.code = code;
    }

    @Override
    public ErrorCode payload() {
        return code;
    }
}
