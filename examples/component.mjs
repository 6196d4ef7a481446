// component.mjs CORE.wasm WORLD.wit WORLD OUT.wasm: makes a component of a core module whose exports follow the world.
// component.mjs TEXT.wat OUT.wasm: assembles a component or a core module from the text format.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const modules = createRequire(process.env.JCO_NODE_MODULES + '/');
const jco = await import(pathToFileURL(modules.resolve('@bytecodealliance/jco')));
const words = process.argv.slice(2);
if (words.length === 2) {
  const [text, out] = words;
  writeFileSync(out, await jco.parse(readFileSync(text, 'utf8')));
} else {
  const [core, wit, world, out] = words;
  const embedded = await jco.componentEmbed({
    binary: readFileSync(core), witSource: readFileSync(wit, 'utf8'), world, stringEncoding: 'utf8',
  });
  writeFileSync(out, await jco.componentNew(embedded, []));
}
