package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.runtime.config.GrantWord;
import arcella.runtime.manifest.Limit;
import arcella.runtime.manifest.Limits;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ModuleSection.Isolation;
import arcella.runtime.manifest.WasiSection.Preopen;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;

/**
 * What a manifest asks for beyond what every module may have, and what of that is granted. Immutable.
 *
 * <p>An ask is written as {@code --grant} takes it: {@code trust}, {@code env:LANG}, {@code limit:memory},
 * {@code read:/srv/pages}, {@code write:/srv/notes}, {@code net:tcp://10.0.0.7:5432}, {@code listen:udp://*:53}.
 *
 * @param asked all asks
 * @param denied those not granted
 */
record Permissions(List<String> asked, List<String> denied) {

    static final String TRUST = GrantWord.TRUST;
    static final String ALL = GrantWord.ALL;
    private static final String CONNECT = "net:";
    private static final String LISTEN = "listen:";

    Permissions {
        asked = List.copyOf(asked);
        denied = List.copyOf(denied);
    }

    /** What a manifest asks for. */
    static List<String> asks(Manifest manifest) {
        List<String> asks = new ArrayList<>();
        if (manifest.module().trusted()) {
            asks.add(TRUST);
        }
        manifest.wasi().inheritedEnvironment().forEach(name -> asks.add("env:" + name));
        manifest.wasi().preopens().stream().filter(Preopen::absolute).map(Permissions::ask).forEach(asks::add);
        manifest.wasi().network().allow().forEach(rule -> asks.add(CONNECT + rule));
        manifest.wasi().network().listen().forEach(rule -> asks.add(LISTEN + rule));
        manifest.limits().aboveStandard().forEach(limit -> asks.add(ask(limit)));
        return asks;
    }

    /** Judges a manifest's asks by what is granted. */
    static Permissions judge(Manifest manifest, Collection<String> granted) {
        List<String> asks = asks(manifest);
        Set<String> given = granted.stream().map(Permissions::plain).collect(Collectors.toSet());
        return new Permissions(
                asks, asks.stream().filter(ask -> !given.contains(ask) && !given.contains(ALL)).toList());
    }

    /** A grant as {@link #asks} writes it: a rule for the network can be written in several ways. */
    private static String plain(String grant) {
        for (String kind : List.of(CONNECT, LISTEN)) {
            if (grant.startsWith(kind)) {
                try {
                    return kind + NetworkRule.parse(grant.substring(kind.length()));
                } catch (ArcellaException e) {
                    // A grant of an older release, then, for new ones are checked: it grants nothing.
                    return grant;
                }
            }
        }
        return grant;
    }

    /** What of the network is open to the module. */
    NetworkRules network(Manifest manifest) {
        NetworkRules wanted = manifest.wasi().network();
        return new NetworkRules(wanted.allow().stream().filter(rule -> has(CONNECT + rule)).toList(),
                wanted.listen().stream().filter(rule -> has(LISTEN + rule)).toList());
    }

    /** What was asked for and is granted. */
    List<String> granted() {
        return asked.stream().filter(this::has).toList();
    }

    boolean has(String ask) {
        return asked.contains(ask) && !denied.contains(ask);
    }

    /** Whether the module runs in the container's process. */
    boolean inMain(Manifest manifest) {
        return manifest.module().isolation() == Isolation.MAIN && manifest.module().async() && has(TRUST);
    }

    /** A limit as it holds: stated and granted, or the default. */
    long limit(Manifest manifest, Limit limit) {
        return denied.contains(ask(limit)) ? manifest.limits().standard(limit) : manifest.limits().value(limit);
    }

    /** Whether a folder is opened to the module: one below its own data folder always is. */
    boolean opens(Preopen preopen) {
        return !preopen.absolute() || has(ask(preopen));
    }

    private static String ask(Preopen preopen) {
        return (preopen.writable() ? "write:" : "read:") + preopen.host();
    }

    /** Whether a limit above its default is granted. */
    static boolean allows(Collection<String> granted, Limit limit) {
        return granted.contains(ask(limit)) || granted.contains(ALL);
    }

    /** The grant that a limit above its default needs. */
    static String ask(Limit limit) {
        return "limit:" + limit.key();
    }

    /** What an operator should know: what was denied, and what follows from it. */
    List<String> notes(Manifest manifest) {
        List<String> notes = new ArrayList<>();
        if (!denied.isEmpty()) {
            notes.add("asked for and not granted: " + String.join(", ", denied)
                    + "; grant with --grant, or with [[grant]] in etc/arcella.toml");
        }
        notes.addAll(capped(manifest));
        if (manifest.module().isolation() == Isolation.MAIN && !inMain(manifest)) {
            notes.add("runs in a worker: isolation \"main\" needs " + and(lacking(manifest)));
        }
        return notes;
    }

    /**
     * A line for the log on each ask that was denied: what it is, what follows, and which grant would give it.
     *
     * @param byHand whether an operator installed the module: what came otherwise can be granted by its hash only
     * @param sha256 the content's hash
     */
    List<String> warnings(Manifest manifest, boolean byHand, String sha256) {
        String way = byHand ? " with --grant when it is installed, or in a [[grant]] of etc/arcella.toml"
                : " in a [[grant]] of etc/arcella.toml with sha256 = \"" + sha256 + "\"";
        List<String> warnings = new ArrayList<>();
        denied.forEach(ask -> warnings.add("asks for " + ask + " and was not granted it" + consequence(manifest, ask)
                + ": needs the grant " + ask + way));
        warnings.addAll(capped(manifest));
        return warnings;
    }

    /** What is asked for of limits beyond the operator's caps, a line each. */
    List<String> capped(Manifest manifest) {
        Limits limits = manifest.limits();
        return limits.capped().stream().filter(limit -> !denied.contains(ask(limit))).map(limit -> "the limit " + limit.key()
                + " was asked to be " + limit.text(limits.stated().get(limit)) + " and is cut to "
                + limit.text(limits.value(limit)) + ", its cap in etc/arcella.toml").toList();
    }

    private String consequence(Manifest manifest, String ask) {
        if (ask.equals(TRUST)) {
            return manifest.module().isolation() == Isolation.MAIN ? ", so that it runs in a worker" : "";
        }
        Optional<String> folder = manifest.wasi().preopens().stream().filter(Preopen::absolute)
                .filter(preopen -> ask(preopen).equals(ask)).map(Preopen::guest).findFirst();
        if (folder.isPresent()) {
            return ", so that it has no " + folder.get();
        }
        return manifest.limits().aboveStandard().stream().filter(limit -> ask(limit).equals(ask)).findFirst()
                .map(limit -> ", so that the default of " + limit.text(manifest.limits().standard(limit)) + " holds").orElse("");
    }

    private List<String> lacking(Manifest manifest) {
        List<String> lacking = new ArrayList<>();
        if (!manifest.module().trusted()) {
            lacking.add("trusted = true");
        }
        if (!manifest.module().async()) {
            lacking.add("async = true");
        }
        if (!has(TRUST)) {
            lacking.add("the grant of trust");
        }
        return lacking;
    }

    private static String and(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1 ? String.join("", parts)
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
