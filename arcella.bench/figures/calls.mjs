// node calls.mjs COMPONENT FOLDER [processor [NAME...]]: the calls of CallBenchmark through what jco makes of the
// component. Calls per second, the best of five seconds after two; or nanoseconds of the process's processor time for a
// call, the median of nine rounds, as CallCost has it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const jco = await import(pathToFileURL(join(process.env.JCO_NODE_MODULES, '@bytecodealliance/jco/dist/api.js')));
const [component, folder, processor, ...names] = process.argv.slice(2);
const { files } = await jco.transpile(readFileSync(component), { name: 'guest', instantiation: 'async' });
for (const [name, content] of Object.entries(files)) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
const { instantiate } = await import(pathToFileURL(join(folder, 'guest.js')));

class Counter {
  constructor(start) { this.value = start; }
  next() { return ++this.value; }
  static sum(a, b) { return new Counter(a.value + b.value); }
}
const host = {
  Counter,
  log() {},
  parse: text => Number(text),
  changeMixed: value => value,
  changeShape: value => value,
  changeBytes: value => value,
  total: values => values.reduce((sum, value) => sum + BigInt(value), 0n),
};
const made = await instantiate(name => WebAssembly.compile(readFileSync(join(folder, name))), {
  'arcella:binding/host': host, 'arcella:binding/host@1.0.0': host,
  'arcella:binding/types': {}, 'arcella:binding/types@1.0.0': {},
});
const guest = made.guest ?? made['arcella:binding/guest@1.0.0'];
const mixed = i => ({
  id: i, name: `name ${i}`, weight: 1.5 * i, color: 'deep-blue', rights: { read: true, deleteAll: true },
  tags: ['one', 'two'], parentId: 7n });
const longName = 'Grüße, 日本! '.repeat(47).slice(0, 512);
const kilobyte = new Uint8Array(1 << 10);
const megabyte = new Uint8Array(1 << 20);
const one = mixed(1);
const ten = Array.from({ length: 10 }, (_, i) => mixed(i));
const rect = { tag: 'rect', val: [1.5, 2.5] };
const two = new Uint32Array([1, 2]);
const calls = {
  add: () => guest.add(40, 2),
  greetLong: () => guest.greet(longName),
  greetShort: () => guest.greet('World'),
  kilobyte: () => guest.echoBytes(kilobyte),
  kilobyteViaHost: () => guest.bytesViaHost(kilobyte),
  megabyte: () => guest.echoBytes(megabyte),
  record: () => guest.echoMixed(one),
  tenRecords: () => guest.echoAll(ten),
  totalViaHost: () => guest.totalViaHost(two),
  variant: () => guest.echoShape(rect),
};
let sink;
function round(call, clock, least) {
  const begin = clock();
  let count = 0;
  let used = 0;
  while (used < least) {
    for (let i = 0; i < 64; i++) sink = call();
    count += 64;
    used = clock() - begin;
  }
  return used / count;
}
const wall = () => Number(process.hrtime.bigint());
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) * 1000; };
for (const [name, call] of Object.entries(calls)) {
  if (names.length && !names.includes(name)) continue;
  if (processor) {
    const rounds = Array.from({ length: 15 }, () => round(call, cpu, 4e8)).slice(6).sort((a, b) => a - b);
    console.log(`jco     ${name.padEnd(16)} ${Math.round(rounds[4]).toString().padStart(9)} ns`);
  } else {
    const best = Math.min(...Array.from({ length: 7 }, () => round(call, wall, 1e9)).slice(2));
    console.log(`jco ${name.padEnd(16)} ${Math.round(1e9 / best)} calls/s`);
  }
}
