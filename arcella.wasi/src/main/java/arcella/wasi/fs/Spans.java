package arcella.wasi.fs;

/** Pieces of one byte array, one after the other: what a read fills or a write takes. All within the array. */
public interface Spans {

    /** The array; asked for once per operation. */
    byte[] bytes();

    /** How many pieces. */
    int count();

    /** Where a piece starts. */
    int address(int index);

    /** How long it is. */
    int length(int index);

    /** The length of all together. */
    int total();

    /** One piece. */
    static Spans of(byte[] bytes, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        return new Spans() {
            @Override
            public byte[] bytes() {
                return bytes;
            }

            @Override
            public int count() {
                return 1;
            }

            @Override
            public int address(int index) {
                return offset;
            }

            @Override
            public int length(int index) {
                return length;
            }

            @Override
            public int total() {
                return length;
            }
        };
    }
}
