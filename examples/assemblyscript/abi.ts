// How strings and lists cross the border of a component: the canonical ABI, by hand. An argument lies where cabi_realloc
// made room for it and is the function's own; a result of more than one number is told by the address where it stands.

/** Room for arguments, which whoever calls fills. */
export function cabi_realloc(old: usize, oldSize: usize, align: usize, size: usize): usize {
  return old ? heap.realloc(old, size) : heap.alloc(size);
}

/** What the last results lie in, so that the collector leaves it alone: it has been copied when the next call begins. */
let kept: ArrayBuffer[] = [];

/** Where the last result stands: the largest, of `divide`, needs 24 bytes at a multiple of 8. */
export const result = memory.data(24, 8);

/** A string that was given. */
export function text(bytes: usize, length: usize): string {
  const words = String.UTF8.decodeUnsafe(bytes, length);
  heap.free(bytes);
  return words;
}

/** Keeps a result, and lets the ones before it go. */
function keep(buffers: ArrayBuffer[]): void {
  kept = buffers;
}

function pair(at: usize, buffer: ArrayBuffer, length: i32): void {
  store<usize>(at, changetype<usize>(buffer));
  store<i32>(at, length, 4);
}

/** Gives bytes, or a string's. */
export function giveBytes(bytes: ArrayBuffer): usize {
  keep([bytes]);
  pair(result, bytes, bytes.byteLength);
  return result;
}

export function giveText(words: string): usize {
  return giveBytes(String.UTF8.encode(words));
}

/** Gives a list of strings: an address and a length for each. */
export function giveTexts(lines: string[]): usize {
  const list = new ArrayBuffer(lines.length * 8);
  const buffers: ArrayBuffer[] = [list];
  for (let i = 0; i < lines.length; i++) {
    const bytes = String.UTF8.encode(lines[i]);
    buffers.push(bytes);
    pair(changetype<usize>(list) + i * 8, bytes, bytes.byteLength);
  }
  keep(buffers);
  pair(result, list, lines.length);
  return result;
}
