package arcella.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;

/** A container with a ledger, two tills that call it, and customers at both. */
final class BusyShop implements AutoCloseable {

    static final List<String> TILLS = List.of("till-a", "till-b");

    private final Container container = new Container();
    private final Customers customers = new Customers(this::connect, TILLS);

    private int modules;

    /** Starts the container and the three modules, each in the given isolation. */
    BusyShop(String ledger, String tillA, String tillB) throws Exception {
        try {
            container.start();
            install("ledger", ledger, "ledger");
            install("till-a", tillA, "till");
            install("till-b", tillB, "till");
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /** One with a tally: each call that the ledger is led to begins with a mark there, for its edition. */
    static BusyShop tallied(String isolation) throws Exception {
        BusyShop shop = new BusyShop(isolation, isolation, isolation);
        try {
            shop.install("tally", isolation, "tally");
            try (AlmeClient client = shop.connect()) {
                update(client, Distribution.example("shop/ledger-tallied.wasm"));
            }
            return shop;
        } catch (Exception | AssertionError e) {
            shop.close();
            throw e;
        }
    }

    /** How many modules there are. */
    int modules() {
        return modules;
    }

    Container container() {
        return container;
    }

    Customers customers() {
        return customers;
    }

    AlmeClient connect() {
        return AlmeClient.connect(container.home().resolve("alme"), "BusyShop", 30_000);
    }

    private void install(String name, String isolation, String guest) throws Exception {
        modules++;
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "0.1.0"
                isolation = "%s"
                trusted = %s
                async = true
                imports = ["shop:ledger@0.1", "shop:ring@0.1", "shop:tally@0.1"]
                [restart]
                max = 1000
                backoff = "1ms"
                wait = "2m"
                [limits]
                deadline = "3m"
                fuel = 100_000_000_000_000
                """.formatted(name, isolation, isolation.equals("main")));
        container.cli("install", Distribution.example("shop/" + guest + ".wasm").toString(), "--manifest",
                manifest.toString(), "--grant-all", "--start").ok();
    }

    /** Updates the ledger. Grants are to content, so other content in {@code main} needs them again. */
    static void update(AlmeClient client, Path file) {
        client.call("module:update",
                Data.fields().put("module", "ledger").put("file", file.getFileName().toString()).put("grant-all", true)
                        .build(),
                List.of(new AlmeUpload("file", file)), false, new QuietListener());
    }

    String call(String module, String call) throws IOException, InterruptedException {
        return container.cli("call", module, call).ok().out().strip();
    }

    /** How many calls were begun in all instances of an edition of the ledger, by what the tally has counted. */
    long begun(long edition) throws IOException, InterruptedException {
        return Long.parseLong(call("tally", "count(" + edition + ")"));
    }

    /** What both tills have counted. */
    long sales() throws IOException, InterruptedException {
        long all = 0;
        for (String till : TILLS) {
            all += Long.parseLong(call(till, "sales()"));
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        try {
            customers.leave();
        } finally {
            container.close();
        }
    }
}
