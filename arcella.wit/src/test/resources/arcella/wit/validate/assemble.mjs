#!/usr/bin/env node
// assemble.mjs FILE.cases...: (re)writes the `binary` line of each case from its text, with the assembler of wasm-tools
// inside @bytecodealliance/jco; JCO_NODE_MODULES names the folder in which that is installed. The assembler does not
// validate, so that invalid components can be made.
import fs from 'node:fs';
process.env.WAST_STRICT_COMPONENT_INDICES ??= '0';
const { $init, tools } = await import(`${process.env.JCO_NODE_MODULES}/@bytecodealliance/jco-transpile/vendor/wasm-tools.js`);
await $init;

for (const file of process.argv.slice(2)) {
  const cases = fs.readFileSync(file, 'utf8').split(/^=== /m).slice(1).map((text) => {
    const [name, expected, ...rest] = text.trimEnd().split('\n');
    const wat = rest.filter((line) => !/^binary( |$)/.test(line)).join('\n').trimEnd();
    let binary;
    try { binary = Buffer.from(tools.parse(wat)).toString('hex'); } catch (e) {
      console.error(`${file}: ${name}: ${e.payload ?? e}`); process.exitCode = 1; binary = '';
    }
    return `=== ${name}\n${expected}\n${wat}\nbinary ${binary}\n`;
  });
  fs.writeFileSync(file, cases.join('\n'));
}
