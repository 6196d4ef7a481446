import { giveBytes, giveText, giveTexts, result, text } from "./abi";
export { cabi_realloc } from "./abi";

const GERMAN: i32 = 1;      // cases are numbered as they stand in the WIT
const OK: u8 = 0, ERR: u8 = 1;
const DIVISION_BY_ZERO: u8 = 0, OVERFLOW: u8 = 1;

export function greetings_greet(name: usize, length: usize): usize {
  return giveText(`Hello, ${text(name, length)}!`);
}

// A person takes 12 bytes: the name's address and length, whether there is an age, and the age.
export function greetings_introduce(people: usize, count: i32, language: i32): usize {
  const lines: string[] = [];
  for (let person = people; person < people + count * 12; person += 12) {
    let line = (language == GERMAN ? "Das ist " : "This is ") + text(load<usize>(person), load<usize>(person, 4));
    if (load<u8>(person, 8)) {
      line += ", " + load<u8>(person, 9).toString();
    }
    lines.push(line + ".");
  }
  heap.free(people);
  return giveTexts(lines);
}

export function calculator_add(a: u32, b: u32): u32 {
  return a + b;
}

export function calculator_divide(a: i32, b: i32): usize {
  if (b == 0) {
    store<u8>(result, ERR);
    store<u8>(result, DIVISION_BY_ZERO, 8);
  } else if (a == i32.MIN_VALUE && b == -1) {
    store<u8>(result, ERR);
    store<u8>(result, OVERFLOW, 8);
    store<i64>(result, 2147483648, 16);
  } else {
    store<u8>(result, OK);
    store<i32>(result, a / b, 8);
  }
  return result;
}

export function calculator_reverse(bytes: usize, length: i32): usize {
  const reversed = new ArrayBuffer(length);
  for (let i = 0; i < length; i++) {
    store<u8>(changetype<usize>(reversed) + i, load<u8>(bytes + length - 1 - i));
  }
  heap.free(bytes);
  return giveBytes(reversed);
}
