// The same work by wasm-tools (compiled to WebAssembly, inside jco) on Node: componentWit decodes a component, validates
// all of it but the functions' code, and prints its WIT.
import fs from 'node:fs';
const folder = process.argv[2];
const { $init, tools } = await import(`${process.env.JCO_NODE_MODULES}/@bytecodealliance/jco-transpile/vendor/wasm-tools.js`);
await $init;
const large = fs.readFileSync(`${folder}/large.wasm`);
const small = Array.from({ length: 1000 }, (_, i) => fs.readFileSync(`${folder}/small-${i}.wasm`));
// Processor time, since other programs may share the machine.
const cpu = () => { const t = process.cpuUsage(); return (t.user + t.system) / 1000; };
function measure(what, work) {
  let before = cpu(); work(); const first = cpu() - before;
  for (const end = cpu() + 2000; cpu() < end;) work();
  const times = Array.from({ length: 9 }, () => { const start = cpu(); work(); return cpu() - start; });
  times.sort((a, b) => a - b);
  const ms = (t) => t.toFixed(2);
  console.log(`${what.padEnd(50)} first ${first.toFixed(1).padStart(9)} ms, then median ${ms(times[4]).padStart(8)} ms (${ms(times[0])} to ${ms(times[8])})`);
}
measure('wasm-tools on Node, componentWit, large', () => tools.componentWit(large));
measure('wasm-tools on Node, componentWit, 1000 small', () => small.forEach((one) => tools.componentWit(one)));
