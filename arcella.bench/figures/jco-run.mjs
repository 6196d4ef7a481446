// jco-run.mjs COMPONENT.wasm [--dir HOST::GUEST] [ARGUMENT ...]: runs a command component of WASI 0.2 by jco and its
// preview2-shim, installed in the folder that JCO_NODE_MODULES names.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = createRequire(join(process.env.JCO_NODE_MODULES, 'x.js'));
const { transpile } = await import(pathToFileURL(modules.resolve('@bytecodealliance/jco')));
const words = process.argv.slice(2);
const component = words.shift();
const folders = {};
while (words[0] === '--dir') {
  words.shift();
  const [host, guest] = words.shift().split('::');
  folders[guest] = host;
}
const work = mkdtempSync(join(tmpdir(), 'jco-run-'));
process.on('exit', () => rmSync(work, { recursive: true }));
symlinkSync(process.env.JCO_NODE_MODULES, join(work, 'node_modules'));
writeFileSync(join(work, 'package.json'), '{"type": "module"}');
const { files } = await transpile(readFileSync(component), { name: 'command', noTypescript: true });
for (const [name, content] of Object.entries(files)) {
  mkdirSync(dirname(join(work, name)), { recursive: true });
  writeFileSync(join(work, name), content);
}
// By the path that the transpiled code imports them by, so that they are the same modules.
const load = name => import(pathToFileURL(join(work, 'node_modules', '@bytecodealliance', 'preview2-shim', 'dist', 'nodejs',
  name + '.js')));
const filesystem = await load('filesystem');
filesystem._setPreopens(folders);
const cli = await load('cli');
cli._setArgs([basename(component), ...words]);
const { run } = await import(pathToFileURL(join(work, 'command.js')));
run.run();
