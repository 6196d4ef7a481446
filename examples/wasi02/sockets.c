// wasi:sockets 0.2: a TCP server and its client, datagrams, look-ups, and what is denied, all in one guest. Allowed are
// TCP and UDP to and at 127.0.0.1, and the name localhost.
#include "wasi02.h"

// An address in flat form: case, port, then the union of both cases.
#define V4(port, a, b, c, d) 0, (port), (a), (b), (c), (d), 0, 0, 0, 0, 0, 0
#define FLAT_ADDRESS u32 kind, u32 port, u32, u32, u32, u32, u32, u32, u32, u32, u32, u32
typedef struct { u8 kind; u8 pad[3]; uint16_t port; u8 v4[4]; u8 rest[22]; } address;
typedef struct { u8 tag; u8 code; } result1;
typedef struct { u8 tag; u8 pad[3]; union { u8 code; handle at[3]; address address; }; } made;
typedef struct { u8 tag; union { u8 code; struct { u8 pad; u8 some; u8 pad2; u8 kind; u8 pad3; u8 v4[4]; u8 rest[12]; }; }; }
    next_address;

IMPORT("sockets/instance-network", W, "instance-network") handle instance_network(void);
IMPORT("sockets/network", W, "[resource-drop]network") void drop_network(handle);
IMPORT("sockets/tcp-create-socket", W, "create-tcp-socket") void create_tcp(u32 family, made *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.start-bind") void tcp_start_bind(handle, handle, FLAT_ADDRESS, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.finish-bind") void tcp_finish_bind(handle, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.start-connect") void tcp_start_connect(handle, handle, FLAT_ADDRESS, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.finish-connect") void tcp_finish_connect(handle, made *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.start-listen") void tcp_start_listen(handle, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.finish-listen") void tcp_finish_listen(handle, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.accept") void tcp_accept(handle, made *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.local-address") void tcp_local(handle, made *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.remote-address") void tcp_remote(handle, made *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.is-listening") int tcp_listening(handle);
IMPORT("sockets/tcp", W, "[method]tcp-socket.address-family") int tcp_family(handle);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-keep-alive-idle-time") void tcp_idle(handle, u64, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.keep-alive-idle-time") void tcp_idle_time(handle, result8 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-hop-limit") void tcp_hops(handle, u32, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.hop-limit") void tcp_get_hops(handle, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-listen-backlog-size") void tcp_backlog(handle, u64, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.keep-alive-enabled") void tcp_kept_alive(handle, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-keep-alive-enabled") void tcp_keep_alive(handle, u32, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.keep-alive-interval") void tcp_interval_time(handle, result8 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-keep-alive-interval") void tcp_interval(handle, u64, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.keep-alive-count") void tcp_probe_count(handle, result4 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-keep-alive-count") void tcp_probes(handle, u32, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.receive-buffer-size") void tcp_receive_size(handle, result8 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-receive-buffer-size") void tcp_receive_buffer(handle, u64, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.send-buffer-size") void tcp_send_size(handle, result8 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.set-send-buffer-size") void tcp_send_buffer(handle, u64, result1 *);
IMPORT("sockets/network", W, "network-error-code") void network_error(handle, result1 *);
IMPORT("sockets/tcp", W, "[method]tcp-socket.subscribe") handle tcp_subscribe(handle);
IMPORT("sockets/tcp", W, "[method]tcp-socket.shutdown") void tcp_shutdown(handle, u32, result1 *);
IMPORT("sockets/tcp", W, "[resource-drop]tcp-socket") void drop_tcp(handle);
IMPORT("sockets/udp-create-socket", W, "create-udp-socket") void create_udp(u32 family, made *);
IMPORT("sockets/udp", W, "[method]udp-socket.start-bind") void udp_start_bind(handle, handle, FLAT_ADDRESS, result1 *);
IMPORT("sockets/udp", W, "[method]udp-socket.finish-bind") void udp_finish_bind(handle, result1 *);
IMPORT("sockets/udp", W, "[method]udp-socket.stream") void udp_stream(handle, u32 some, FLAT_ADDRESS, made *);
IMPORT("sockets/udp", W, "[method]udp-socket.local-address") void udp_local(handle, made *);
IMPORT("sockets/udp", W, "[method]udp-socket.remote-address") void udp_remote(handle, made *);
IMPORT("sockets/udp", W, "[method]udp-socket.address-family") int udp_family(handle);
IMPORT("sockets/udp", W, "[method]udp-socket.unicast-hop-limit") void udp_get_hops(handle, result1 *);
IMPORT("sockets/udp", W, "[method]udp-socket.set-unicast-hop-limit") void udp_hops(handle, u32, result1 *);
IMPORT("sockets/udp", W, "[method]udp-socket.receive-buffer-size") void udp_receive_size(handle, result8 *);
IMPORT("sockets/udp", W, "[method]udp-socket.set-receive-buffer-size") void udp_receive_buffer(handle, u64, result1 *);
IMPORT("sockets/udp", W, "[method]udp-socket.send-buffer-size") void udp_send_size(handle, result8 *);
IMPORT("sockets/udp", W, "[method]udp-socket.set-send-buffer-size") void udp_send_buffer(handle, u64, result1 *);
IMPORT("sockets/udp", W, "[method]udp-socket.subscribe") handle udp_subscribe(handle);
IMPORT("sockets/udp", W, "[method]outgoing-datagram-stream.subscribe") handle send_subscribe(handle);
IMPORT("sockets/udp", W, "[resource-drop]udp-socket") void drop_udp(handle);
IMPORT("sockets/udp", W, "[method]incoming-datagram-stream.receive") void receive(handle, u64, result4 *);
IMPORT("sockets/udp", W, "[method]incoming-datagram-stream.subscribe") handle receive_subscribe(handle);
IMPORT("sockets/udp", W, "[resource-drop]incoming-datagram-stream") void drop_incoming(handle);
IMPORT("sockets/udp", W, "[method]outgoing-datagram-stream.check-send") void check_send(handle, result8 *);
IMPORT("sockets/udp", W, "[method]outgoing-datagram-stream.send") void send(handle, const void *, u32, result8 *);
IMPORT("sockets/udp", W, "[resource-drop]outgoing-datagram-stream") void drop_outgoing(handle);
IMPORT("sockets/ip-name-lookup", W, "resolve-addresses") void resolve(handle, const char *, u32, made *);
IMPORT("sockets/ip-name-lookup", W, "[method]resolve-address-stream.resolve-next-address") void resolve_next(handle,
    next_address *);
IMPORT("sockets/ip-name-lookup", W, "[method]resolve-address-stream.subscribe") handle resolve_subscribe(handle);
IMPORT("sockets/ip-name-lookup", W, "[resource-drop]resolve-address-stream") void drop_resolve(handle);

typedef struct { const void *data; u32 length; u8 some; u8 pad[3]; address to; } outgoing;
typedef struct { u8 *data; u32 length; address from; } incoming;

enum { ACCESS_DENIED = 1, NOT_SUPPORTED = 2, INVALID_ARGUMENT = 3, CONCURRENCY_CONFLICT = 6, NOT_IN_PROGRESS = 7,
    WOULD_BLOCK = 8, INVALID_STATE = 9, CONNECTION_REFUSED = 14, CONNECTION_RESET = 15,
    CONNECTION_ABORTED = 16 };
enum { RECEIVE, SEND, BOTH };

static handle network;

static void wait_for(handle pollable) { pollable_block(pollable); drop_pollable(pollable); }

static handle tcp(void) {
    made m;
    create_tcp(0, &m);
    CHECK(m.tag == OK);
    return m.at[0];
}

static void connected(handle socket, made *m) {
    for (;;) {
        tcp_finish_connect(socket, m);
        if (m->tag == OK || m->code != WOULD_BLOCK) return;
        wait_for(tcp_subscribe(socket));
    }
}

static void accepted(handle socket, made *m) {
    for (;;) {
        tcp_accept(socket, m);
        if (m->tag == OK || m->code != WOULD_BLOCK) return;
        wait_for(tcp_subscribe(socket));
    }
}

static uint16_t listening(handle server) {
    result1 r; made m;
    tcp_finish_bind(server, &r);
    CHECK(r.tag == ERR && r.code == NOT_IN_PROGRESS);
    tcp_start_listen(server, &r);
    CHECK(r.tag == ERR && r.code == INVALID_STATE);
    tcp_start_bind(server, network, V4(0, 127, 0, 0, 1), &r);
    CHECK(r.tag == OK);
    tcp_start_bind(server, network, V4(0, 127, 0, 0, 1), &r);
    CHECK(r.tag == ERR && r.code == CONCURRENCY_CONFLICT);
    tcp_finish_bind(server, &r);
    CHECK(r.tag == OK);
    tcp_local(server, &m);
    CHECK(m.tag == OK && m.address.kind == 0 && m.address.port != 0 && m.address.v4[0] == 127 && m.address.v4[3] == 1);
    tcp_start_listen(server, &r);
    CHECK(r.tag == OK && !tcp_listening(server));
    tcp_finish_listen(server, &r);
    CHECK(r.tag == OK && tcp_listening(server));
    return m.address.port;
}

static void echo(void) {
    result1 r; result4 data; made m, peer; result8 n;
    handle server = tcp();
    CHECK(tcp_family(server) == 0);
    tcp_idle(server, 0, &r);
    CHECK(r.tag == ERR && r.code == INVALID_ARGUMENT);
    tcp_idle(server, 7000000000, &r);
    CHECK(r.tag == OK);
    tcp_hops(server, 0, &r);
    CHECK(r.tag == ERR && r.code == INVALID_ARGUMENT);
    u32 port = listening(server);
    tcp_accept(server, &m);
    CHECK(m.tag == ERR && m.code == WOULD_BLOCK);
    handle client = tcp();
    tcp_start_connect(client, network, V4(port, 127, 0, 0, 1), &r);
    CHECK(r.tag == OK);
    connected(client, &m);
    CHECK(m.tag == OK);
    handle client_in = m.at[0], client_out = m.at[1];
    accepted(server, &m);
    CHECK(m.tag == OK);
    handle other = m.at[0], other_in = m.at[1], other_out = m.at[2];
    tcp_idle_time(other, &n);
    CHECK(n.tag == OK && n.value == 7000000000);
    tcp_remote(client, &peer);
    CHECK(peer.tag == OK && peer.address.port == port);
    out_blocking_write(client_out, "ping", 4, &data);
    CHECK(data.tag == OK);
    in_blocking_read(other_in, 100, &data);
    CHECK(data.tag == OK && data.len == 4 && same(data.ptr, "ping", 4));
    in_read(other_in, 100, &data);
    CHECK(data.tag == OK && data.len == 0);
    out_blocking_write(other_out, "pong", 4, &data);
    CHECK(data.tag == OK);
    tcp_shutdown(other, SEND, &r);
    CHECK(r.tag == OK);
    in_blocking_read(client_in, 100, &data);
    CHECK(data.tag == OK && data.len == 4 && same(data.ptr, "pong", 4));
    in_blocking_read(client_in, 100, &data);
    CHECK(data.tag == ERR && data.error == CLOSED);
    out_check(other_out, &n);
    CHECK(n.tag == ERR && n.error == CLOSED);
    drop_in(client_in); drop_out(client_out); drop_tcp(client);
    in_blocking_read(other_in, 100, &data);
    CHECK(data.tag == ERR && data.error == CLOSED);
    drop_in(other_in); drop_out(other_out); drop_tcp(other);
    drop_tcp(server);
    handle late = tcp();
    tcp_start_connect(late, network, V4(port, 127, 0, 0, 1), &r);
    CHECK(r.tag == OK);
    connected(late, &m);
    CHECK(m.tag == ERR && m.code == CONNECTION_REFUSED);
    drop_tcp(late);
}

#define REFUSES_ZERO(call) do { result1 zero; call(socket, 0, &zero); \
    CHECK(zero.tag == ERR && zero.code == INVALID_ARGUMENT); } while (0)

/** What the options of a socket answer, set and asked for; what the system cannot set says so. */
static void options(void) {
    result1 r; result4 count; result8 n;
    handle socket = tcp();
    REFUSES_ZERO(tcp_backlog);
    tcp_backlog(socket, 10, &r);
    CHECK(r.tag == OK);
    tcp_kept_alive(socket, &r);
    CHECK(r.tag == OK && !r.code);
    tcp_keep_alive(socket, 1, &r);
    CHECK(r.tag == OK);
    tcp_kept_alive(socket, &r);
    CHECK(r.tag == OK && r.code == 1);
    REFUSES_ZERO(tcp_interval);
    tcp_interval(socket, 3000000001, &r);
    CHECK(r.tag == OK);
    tcp_interval_time(socket, &n);
    CHECK(n.tag == OK && n.value == 4000000000);
    REFUSES_ZERO(tcp_probes);
    tcp_probes(socket, 5, &r);
    CHECK(r.tag == OK);
    tcp_probe_count(socket, &count);
    CHECK(count.tag == OK && count.value == 5);
    tcp_probes(socket, 100000, &r);
    CHECK(r.tag == OK);
    tcp_probe_count(socket, &count);
    CHECK(count.tag == OK && count.value >= 5 && count.value < 100000);
    REFUSES_ZERO(tcp_hops);
    tcp_hops(socket, 9, &r);
    CHECK(r.tag == ERR && r.code == NOT_SUPPORTED);
    tcp_get_hops(socket, &r);
    CHECK(r.tag == ERR && r.code == NOT_SUPPORTED);
    REFUSES_ZERO(tcp_receive_buffer);
    tcp_receive_buffer(socket, 65536, &r);
    CHECK(r.tag == OK);
    tcp_receive_size(socket, &n);
    CHECK(n.tag == OK && n.value >= 65536 && n.value <= 131072);
    tcp_receive_buffer(socket, (u64) -1, &r);
    CHECK(r.tag == OK);
    REFUSES_ZERO(tcp_send_buffer);
    tcp_send_buffer(socket, 65536, &r);
    CHECK(r.tag == OK);
    tcp_send_size(socket, &n);
    CHECK(n.tag == OK && n.value >= 65536 && n.value <= 131072);
    listening(socket);
    tcp_backlog(socket, 20, &r);
    CHECK(r.tag == ERR && r.code == NOT_SUPPORTED);
    drop_tcp(socket);

    made m;
    create_udp(0, &m);
    socket = m.at[0];
    CHECK(udp_family(socket) == 0);
    REFUSES_ZERO(udp_hops);
    udp_hops(socket, 9, &r);
    CHECK(r.tag == ERR && r.code == NOT_SUPPORTED);
    udp_get_hops(socket, &r);
    CHECK(r.tag == ERR && r.code == NOT_SUPPORTED);
    REFUSES_ZERO(udp_receive_buffer);
    udp_receive_buffer(socket, 65536, &r);
    CHECK(r.tag == OK);
    udp_receive_size(socket, &n);
    CHECK(n.tag == OK && n.value >= 65536 && n.value <= 131072);
    REFUSES_ZERO(udp_send_buffer);
    udp_send_buffer(socket, 65536, &r);
    CHECK(r.tag == OK);
    udp_send_size(socket, &n);
    CHECK(n.tag == OK && n.value >= 65536 && n.value <= 131072);
    wait_for(udp_subscribe(socket));
    drop_udp(socket);
}

/** A connection whose peer is gone: what is written to it fails before long, and the error says by the network. */
static void gone(void) {
    result1 r; result4 data; made m;
    handle server = tcp();
    u32 port = listening(server);
    handle client = tcp();
    tcp_start_connect(client, network, V4(port, 127, 0, 0, 1), &r);
    connected(client, &m);
    handle client_in = m.at[0], client_out = m.at[1];
    accepted(server, &m);
    handle other = m.at[0], other_in = m.at[1], other_out = m.at[2];
    drop_in(client_in); drop_out(client_out); drop_tcp(client);
    in_blocking_read(other_in, 100, &data);
    CHECK(data.tag == ERR && data.error == CLOSED);
    do out_blocking_write(other_out, "ping", 4, &data); while (data.tag == OK);
    CHECK(data.error == FAILED);
    if (data.error == FAILED) {
        network_error(data.cause, &r);
        CHECK(r.tag && (r.code == CONNECTION_RESET || r.code == CONNECTION_ABORTED));
        drop_error(data.cause);
    }
    drop_in(other_in); drop_out(other_out); drop_tcp(other);
    drop_tcp(server);
}

static void denied(void) {
    result1 r; made m;
    handle socket = tcp();
    tcp_start_connect(socket, network, V4(9, 127, 0, 0, 2), &r);
    CHECK(r.tag == ERR && r.code == ACCESS_DENIED);
    tcp_start_connect(socket, network, V4(80, 192, 0, 2, 1), &r);
    CHECK(r.tag == ERR && r.code == ACCESS_DENIED);
    tcp_start_bind(socket, network, V4(8080, 0, 0, 0, 0), &r);
    CHECK(r.tag == ERR && r.code == ACCESS_DENIED);
    tcp_start_connect(socket, network, V4(0, 127, 0, 0, 1), &r);
    CHECK(r.tag == ERR && r.code == INVALID_ARGUMENT);
    // An IPv4 address inside an IPv6 one, for an IPv4 socket.
    tcp_start_connect(socket, network, 1, 80, 0, 0, 0, 0, 0, 0, 0xffff, 0x7f00, 1, 0, &r);
    CHECK(r.tag == ERR && r.code == INVALID_ARGUMENT);
    drop_tcp(socket);
    resolve(network, S("elsewhere.example"), &m);
    CHECK(m.tag == ERR && m.code == ACCESS_DENIED);
    resolve(network, S("not a name"), &m);
    CHECK(m.tag == ERR && m.code == INVALID_ARGUMENT);
}

static void look_up(const char *name) {
    made m; next_address a;
    resolve(network, S(name), &m);
    CHECK(m.tag == OK);
    handle stream = m.at[0];
    wait_for(resolve_subscribe(stream));
    int found = 0;
    for (;;) {
        resolve_next(stream, &a);
        CHECK(a.tag == OK);
        if (a.tag != OK || !a.some) break;
        if (a.kind == 0) found |= a.v4[0] == 127 && a.v4[3] == 1;
    }
    CHECK(found);
    drop_resolve(stream);
}

static handle udp(u32 *port) {
    result1 r; made m;
    create_udp(0, &m);
    CHECK(m.tag == OK);
    handle socket = m.at[0];
    udp_stream(socket, 0, V4(0, 0, 0, 0, 0), &m);
    CHECK(m.tag == ERR && m.code == INVALID_STATE);
    udp_start_bind(socket, network, V4(0, 127, 0, 0, 1), &r);
    CHECK(r.tag == OK);
    udp_finish_bind(socket, &r);
    CHECK(r.tag == OK);
    udp_local(socket, &m);
    CHECK(m.tag == OK);
    *port = m.address.port;
    return socket;
}

static incoming *arrival(handle from) {
    result4 r;
    do {
        wait_for(receive_subscribe(from));
        receive(from, 8, &r);
        CHECK(r.tag == OK);
    } while (r.tag == OK && !r.len);
    return (incoming *) r.ptr;
}

static void datagrams(void) {
    made m; result4 r; result8 n;
    u32 port, other_port;
    handle socket = udp(&port), other = udp(&other_port);
    udp_stream(socket, 0, V4(0, 0, 0, 0, 0), &m);
    CHECK(m.tag == OK);
    handle in = m.at[0], out = m.at[1];
    udp_stream(other, 1, V4(port, 127, 0, 0, 1), &m);
    CHECK(m.tag == OK);
    handle other_in = m.at[0], other_out = m.at[1];
    udp_remote(socket, &m);
    CHECK(m.tag == ERR && m.code == INVALID_STATE);
    udp_remote(other, &m);
    CHECK(m.tag == OK && m.address.port == port);
    receive(in, 8, &r);
    CHECK(r.tag == OK && r.len == 0);
    wait_for(send_subscribe(other_out));
    check_send(other_out, &n);
    CHECK(n.tag == OK && n.value >= 2);
    outgoing two[2] = {{.data = "one", .length = 3}, {.data = "two", .length = 3, .some = 1,
        .to = {.port = (uint16_t) port, .v4 = {127, 0, 0, 1}}}};
    send(other_out, two, 2, &n);
    CHECK(n.tag == OK && n.value == 2);
    incoming *first = arrival(in);
    CHECK(first->length == 3 && same(first->data, "one", 3) && first->from.port == other_port);
    outgoing back = {.data = "back", .length = 4, .some = 1, .to = first->from};
    check_send(out, &n);
    send(out, &back, 1, &n);
    CHECK(n.tag == OK && n.value == 1);
    incoming *answer = arrival(other_in);
    CHECK(answer->length == 4 && same(answer->data, "back", 4) && answer->from.port == port);
    back.to.v4[3] = 2;
    check_send(out, &n);
    send(out, &back, 1, &n);
    CHECK(n.tag == ERR && n.code == ACCESS_DENIED);
    back.some = 0;
    check_send(out, &n);
    send(out, &back, 1, &n);
    CHECK(n.tag == ERR && n.code == INVALID_ARGUMENT);
    drop_incoming(in); drop_outgoing(out); drop_udp(socket);
    drop_incoming(other_in); drop_outgoing(other_out); drop_udp(other);
}

static void test(void) {
    network = instance_network();
    echo();
    options();
    gone();
    denied();
    look_up("127.0.0.1");
    look_up("localhost");
    datagrams();
    drop_network(network);
}
