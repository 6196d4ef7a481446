// Builds the guests of this folder. Needs clang, wasm-ld, @bytecodealliance/jco (its node_modules named by
// JCO_NODE_MODULES), and a checkout of https://github.com/WebAssembly/WASI (named by WASI) whose tag v0.2.12 holds the WIT.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const jco = createRequire(join(process.env.JCO_NODE_MODULES, 'x.js')).resolve('@bytecodealliance/jco');
const { componentEmbed, componentNew } = await import(pathToFileURL(jco));
const work = mkdtempSync(join(tmpdir(), 'wasi02-'));

const files = {
  io: ['error', 'poll', 'streams'],
  clocks: ['monotonic-clock', 'wall-clock'],
  random: ['random', 'insecure', 'insecure-seed'],
  cli: ['environment', 'exit', 'stdio', 'terminal', 'run'],
  filesystem: ['types', 'preopens'],
  http: ['types', 'handler'],
  sockets: ['network', 'instance-network', 'tcp', 'tcp-create-socket', 'udp', 'udp-create-socket', 'ip-name-lookup'],
};
const show = file => execFileSync('git', ['-C', process.env.WASI, 'show', 'v0.2.12:' + file], { encoding: 'utf8' });
const wit = Object.entries(files).map(([name, parts]) => `package wasi:${name}@0.2.12 {\n`
  + parts.map(part => show(`proposals/${name}/wit/${part}.wit`).replace(/^package .*;$/m, '')
    // Not stable yet, and offered all the same.
    .replaceAll('@unstable(feature = network-error-code)', '@since(version = 0.2.0)')).join('\n') + '}\n').join('\n');

const drafts = readFileSync(join(here, 'drafts.wit'), 'utf8');

const world = imports => `package test:guest;\nworld guest {\n${imports.map(i => `  import wasi:${i.includes('@') ? i : i + '@0.2.12'};\n`).join('')}`
  + '  export wasi:cli/run@0.2.12;\n}\n';
const io = ['io/error', 'io/poll', 'io/streams', 'cli/stdin', 'cli/stdout', 'cli/stderr', 'filesystem/types',
  'filesystem/preopens'];
const guests = {
  io,
  process: [...io, 'clocks/monotonic-clock', 'clocks/wall-clock', 'random/random', 'random/insecure',
    'random/insecure-seed', 'cli/environment', 'cli/exit', 'cli/terminal-input', 'cli/terminal-output',
    'cli/terminal-stdin', 'cli/terminal-stdout', 'cli/terminal-stderr'],
  filesystem: io,
  sockets: [...io, ...files.sockets.map(part => 'sockets/' + part)],
  http: [...io, 'clocks/monotonic-clock', 'cli/environment', 'http/types', 'http/outgoing-handler'],
  services: [...io, 'config/store@0.2.0-rc.1', 'logging/logging@0.1.0-draft', 'keyvalue/store@0.2.0-draft2',
    'keyvalue/atomics@0.2.0-draft2', 'keyvalue/batch@0.2.0-draft2'],
};
for (const [name, imports] of Object.entries(guests)) {
  const object = join(work, name + '.o');
  const core = join(work, name + '.core.wasm');
  execFileSync('clang', ['--target=wasm32-unknown-unknown', '-Os', '-Wall', '-Wno-incompatible-library-redeclaration',
    '-mbulk-memory', '-fno-builtin', '-c', join(here, name + '.c'), '-o', object], { stdio: 'inherit' });
  execFileSync('wasm-ld', ['--no-entry', '--strip-all', object, '-o', core], { stdio: 'inherit' });
  const embedded = await componentEmbed({ binary: readFileSync(core), witSource: world(imports) + wit + drafts, world: 'guest',
    stringEncoding: 'utf8' });
  writeFileSync(join(here, name + '.wasm'), await componentNew(embedded));
}
