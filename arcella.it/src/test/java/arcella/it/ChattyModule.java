package arcella.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A module of WASI 0.1 that prints the same lines for ever, as fast as it can. */
final class ChattyModule {

    private static final String WASI = "wasi_snapshot_preview1";

    private ChattyModule() {}

    /** Writes the module and its manifest into a folder. */
    static Path make(Path folder, String name, String isolation) throws IOException {
        Path file = folder.resolve(name + ".wasm");
        Files.writeString(folder.resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                isolation = "%s"
                trusted = %s
                async = %s
                [restart]
                policy = "never"
                """.formatted(name, isolation, isolation.equals("main"), isolation.equals("main")));
        return Files.write(file, wasm((name + " has a lot to say\n").repeat(20)));
    }

    private static byte[] wasm(String text) throws IOException {
        byte[] said = text.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(out, 1, new byte[] {2, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f, 0x60, 0, 0});
        ByteArrayOutputStream imports = new ByteArrayOutputStream();
        imports.write(1);
        name(imports, WASI);
        name(imports, "fd_write");
        imports.write(new byte[] {0, 0});
        section(out, 2, imports.toByteArray());
        section(out, 3, new byte[] {1, 1});
        section(out, 5, new byte[] {1, 0, 1});
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        exports.write(2);
        name(exports, "_start");
        exports.write(new byte[] {0, 1});
        name(exports, "memory");
        exports.write(new byte[] {2, 0});
        section(out, 7, exports.toByteArray());
        // loop: fd_write(1, 0, 1, 8), drop, again
        byte[] code = {0, 3, 0x40, 0x41, 1, 0x41, 0, 0x41, 1, 0x41, 8, 0x10, 0, 0x1a, 0x0c, 0, 0x0b, 0x0b};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(new byte[] {1, (byte) code.length});
        body.write(code);
        section(out, 10, body.toByteArray());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(new byte[] {1, 0, 0x41, 0, 0x0b});
        data.write(BigModule.number(16 + said.length).toByteArray());
        data.write(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(16).putInt(said.length).array());
        data.write(said);
        section(out, 11, data.toByteArray());
        return out.toByteArray();
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) throws IOException {
        out.write(id);
        out.write(BigModule.number(content.length).toByteArray());
        out.write(content);
    }

    private static void name(ByteArrayOutputStream out, String name) throws IOException {
        out.write(name.length());
        out.write(name.getBytes(StandardCharsets.US_ASCII));
    }
}
