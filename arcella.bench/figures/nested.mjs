// Calls from one component to another by jco on Node: the same component as NestedFigures.java, the same calls.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
const [folder, assemble] = process.argv.slice(2);
const modules = process.env.JCO_NODE_MODULES;
if (assemble) {
  process.env.WAST_STRICT_COMPONENT_INDICES ??= '0';
  const { $init, tools } = await import(`${modules}/@bytecodealliance/jco-transpile/vendor/wasm-tools.js`);
  await $init;
  fs.writeFileSync(`${folder}/nested.wasm`, tools.parse(fs.readFileSync(`${folder}/nested.wat`, 'utf8')));
  process.exit(0);
}
const { transpile } = await import(`${modules}/@bytecodealliance/jco/dist/api.js`);
const { files } = await transpile(fs.readFileSync(`${folder}/nested.wasm`), { name: 'nested' });
const made = fs.mkdtempSync(path.join(os.tmpdir(), 'nested-'));
fs.writeFileSync(`${made}/package.json`, '{"type":"module"}');
for (const [name, content] of Object.entries(files)) {
  fs.mkdirSync(path.dirname(`${made}/${name}`), { recursive: true });
  fs.writeFileSync(`${made}/${name}`, content);
}
const nested = await import(`${made}/nested.js`);
const cpuNanoseconds = () => { const t = process.cpuUsage(); return (t.user + t.system) * 1000; };
// Calls a second of processor time: the best of nine rounds of half a second, after three to warm up.
function measure(what, callsPerTurn, turn) {
  let best = 0;
  for (let round = 0; round < 12; round++) {
    const start = cpuNanoseconds();
    let turns = 0;
    let nanoseconds = 0;
    do {
      turn();
      turns++;
      nanoseconds = cpuNanoseconds() - start;
    } while (nanoseconds < 5e8);
    if (round > 2) best = Math.max(best, turns * callsPerTurn / nanoseconds * 1e9);
  }
  console.log(`jco on Node ${process.version}: ${what.padEnd(34)} ${Math.round(best).toLocaleString('en').padStart(12)} a second`);
}
const many = (call) => () => { for (let i = 0; i < 1000; i++) call(i); };
measure('host to caller to callee: add', 1000, many((i) => nested.add(i, 7)));
measure('host to caller to callee: greet', 1000, many(() => nested.greet()));
measure('host to caller to callee: mix', 1000, many((i) => nested.mix(i)));
measure('caller to callee in a loop: add', 100000, () => nested.addLoop(100000));
measure('caller to callee in a loop: greet', 10000, () => nested.greetLoop(10000));
measure('caller to callee in a loop: mix', 10000, () => nested.mixLoop(10000));
fs.rmSync(made, { recursive: true });
