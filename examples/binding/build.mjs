// node build.mjs CORE WIT OUT, with JCO_NODE_MODULES naming a node_modules that holds @bytecodealliance/jco
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const jco = await import(pathToFileURL(join(process.env.JCO_NODE_MODULES, '@bytecodealliance/jco/dist/api.js')));
const [core, wit, out] = process.argv.slice(2);
const embedded = await jco.componentEmbed({
  binary: readFileSync(core), witSource: readFileSync(wit, 'utf8'), world: 'binding', stringEncoding: 'utf8' });
writeFileSync(out, await jco.componentNew(embedded, []));
