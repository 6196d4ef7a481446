// The same guest on Node's own WASI.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [, , wasm, folder] = process.argv;
const wasi = new WASI({ version: 'preview1', preopens: { '/data': folder }, returnOnExit: true });
const module = await WebAssembly.compile(readFileSync(wasm));
process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
