// wasi:clocks, wasi:random and wasi:cli 0.2. Its arguments are its name and one word; the environment is NAME=value and
// EMPTY=. The word says how it ends: "return", "ok", "err", or "code" for exit code 42.
#include "wasi02.h"

typedef struct { u64 seconds; u32 nanoseconds; } datetime;
typedef struct { char *at; u32 length; } string;
typedef struct { void *at; u32 count; } list;
typedef struct { u8 some; u8 pad[3]; handle value; } maybe;

IMPORT("clocks/monotonic-clock", W, "now") u64 monotonic_now(void);
IMPORT("clocks/monotonic-clock", W, "resolution") u64 monotonic_resolution(void);
IMPORT("clocks/monotonic-clock", W, "subscribe-instant") handle subscribe_instant(u64);
IMPORT("clocks/monotonic-clock", W, "subscribe-duration") handle subscribe_duration(u64);
IMPORT("clocks/wall-clock", W, "now") void wall_now(datetime *);
IMPORT("clocks/wall-clock", W, "resolution") void wall_resolution(datetime *);
IMPORT("random/random", W, "get-random-bytes") void random_bytes(u64, list *);
IMPORT("random/random", W, "get-random-u64") u64 random_u64(void);
IMPORT("random/insecure", W, "get-insecure-random-bytes") void insecure_bytes(u64, list *);
IMPORT("random/insecure", W, "get-insecure-random-u64") u64 insecure_u64(void);
IMPORT("random/insecure-seed", W, "insecure-seed") void insecure_seed(u64 *);
IMPORT("cli/environment", W, "get-environment") void get_environment(list *);
IMPORT("cli/environment", W, "get-arguments") void get_arguments(list *);
IMPORT("cli/environment", W, "initial-cwd") void initial_cwd(struct { u8 some; string text; } *);
IMPORT("cli/exit", W, "exit") void cli_exit(int status);
IMPORT("cli/exit", W, "exit-with-code") void exit_with_code(int code);
IMPORT("cli/terminal-stdin", W, "get-terminal-stdin") void terminal_stdin(maybe *);
IMPORT("cli/terminal-stdout", W, "get-terminal-stdout") void terminal_stdout(maybe *);
IMPORT("cli/terminal-stderr", W, "get-terminal-stderr") void terminal_stderr(maybe *);
IMPORT("cli/terminal-input", W, "[resource-drop]terminal-input") void drop_terminal_input(handle);
IMPORT("cli/terminal-output", W, "[resource-drop]terminal-output") void drop_terminal_output(handle);

static int is(string text, const char *wanted) {
    return text.length == length(wanted) && same(text.at, wanted, text.length);
}

static void clocks(void) {
    u64 start = monotonic_now();
    CHECK(monotonic_resolution() > 0);
    handle soon = subscribe_duration(2000000);
    handle later = subscribe_instant(start + 1000000);
    handle past = subscribe_instant(0);
    handle never = subscribe_duration(UINT64_MAX);
    CHECK(pollable_ready(past));
    CHECK(!pollable_ready(never));
    pollable_block(past);
    pollable_block(soon);
    CHECK(monotonic_now() - start >= 2000000);
    CHECK(pollable_ready(soon) && pollable_ready(later));
    handle all[4] = {never, later, never, soon};
    struct { u32 *at; u32 count; } ready;
    poll(all, 4, (result4 *) &ready);
    CHECK(ready.count == 2 && ready.at[0] == 1 && ready.at[1] == 3);
    handle wait[2] = {never, subscribe_duration(1000000)};
    poll(wait, 2, (result4 *) &ready);
    CHECK(ready.count == 1 && ready.at[0] == 1);
    drop_pollable(wait[1]);
    drop_pollable(soon); drop_pollable(later); drop_pollable(past); drop_pollable(never);
    datetime now, resolution;
    wall_now(&now);
    wall_resolution(&resolution);
    CHECK(now.seconds > 1700000000 && now.nanoseconds < 1000000000);
    CHECK(resolution.seconds || resolution.nanoseconds);
}

static int zeros(list bytes) {
    int n = 0;
    for (u32 i = 0; i < bytes.count; i++) n += ((u8 *) bytes.at)[i] == 0;
    return n;
}

static void chance(void) {
    list bytes;
    random_bytes(0, &bytes);
    CHECK(bytes.count == 0);
    random_bytes(4096, &bytes);
    CHECK(bytes.count == 4096 && zeros(bytes) < 200);
    insecure_bytes(4096, &bytes);
    CHECK(bytes.count == 4096 && zeros(bytes) < 200);
    CHECK(random_u64() != random_u64());
    CHECK(insecure_u64() != insecure_u64());
    u64 seed[2];
    insecure_seed(seed);
    CHECK(seed[0] != seed[1]);
}

static void test(void) {
    clocks();
    chance();
    list variables, arguments;
    get_environment(&variables);
    struct { string name, value; } *variable = variables.at;
    CHECK(variables.count == 2 && is(variable[0].name, "NAME") && is(variable[0].value, "value")
        && is(variable[1].name, "EMPTY") && is(variable[1].value, ""));
    get_arguments(&arguments);
    CHECK(arguments.count == 2);
    struct { u8 some; string text; } cwd;
    initial_cwd((void *) &cwd);
    CHECK(!cwd.some);
    maybe terminal;
    terminal_stdin(&terminal);
    CHECK(!terminal.some);
    if (terminal.some) drop_terminal_input(terminal.value);
    terminal_stdout(&terminal);
    CHECK(!terminal.some);
    terminal_stderr(&terminal);
    CHECK(!terminal.some);
    if (terminal.some) drop_terminal_output(terminal.value);
    string how = ((string *) arguments.at)[arguments.count - 1];
    if (how.at[0] >= '0' && how.at[0] <= '9') {
        u64 wanted = 0;
        for (u32 i = 0; i < how.length; i++) wanted = wanted * 10 + (u64) (how.at[i] - '0');
        list much;
        random_bytes(wanted, &much);
        CHECK(much.count == wanted);
        insecure_bytes(wanted, &much);
        CHECK(much.count == wanted);
        return;
    }
    if (failures || is(how, "return")) return;
    if (is(how, "ok")) cli_exit(OK);
    if (is(how, "err")) cli_exit(ERR);
    if (is(how, "code")) exit_with_code(42);
    CHECK(0);
}
