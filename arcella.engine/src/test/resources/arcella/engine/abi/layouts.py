# Writes layouts.txt: for generated types, what the specification's reference says of their layout.
#   python3 layouts.py CANONICAL-ABI > layouts.txt
# CANONICAL-ABI is design/mvp/canonical-abi of a checkout of github.com/WebAssembly/component-model (revision 6d28164).
# A line: type, then for 32 and for 64 bits size, alignment and flattening (its first 17 entries), between bars.
import random
import sys

sys.path.insert(0, sys.argv[1])
import definitions as d

PRIMITIVES = {
    'bool': d.BoolType, 's8': d.S8Type, 'u8': d.U8Type, 's16': d.S16Type, 'u16': d.U16Type, 's32': d.S32Type,
    'u32': d.U32Type, 's64': d.S64Type, 'u64': d.U64Type, 'f32': d.F32Type, 'f64': d.F64Type, 'char': d.CharType,
    'string': d.StringType, 'error-context': d.ErrorContextType}
KEYS = ['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'char', 'string']


class Memory:
    def __init__(self, pointer):
        self.pointer = pointer

    def ptr_type(self):
        return self.pointer


class Options:
    def __init__(self, pointer):
        self.memory = Memory(pointer)


def labels(prefix, count):
    return [prefix + str(i) for i in range(count)]


def maybe(rng, depth):
    return make(rng, depth) if rng.random() < 0.6 else ('_', None)


def make(rng, depth):
    """A type as text and as the reference has it."""
    kind = 0 if depth == 0 else rng.randrange(14)
    if kind <= 2:
        name = rng.choice(list(PRIMITIVES))
        return name, PRIMITIVES[name]()
    if kind in (3, 4, 5):
        parts = [make(rng, depth - 1) for _ in range(rng.randint(1, 5))]
        text = ','.join(part[0] for part in parts)
        if kind == 3:
            return f'record({text})', d.RecordType([d.FieldType(f'f{i}', p[1]) for i, p in enumerate(parts)])
        if kind == 4:
            return f'tuple({text})', d.TupleType([p[1] for p in parts])
        parts = [maybe(rng, depth - 1) for _ in parts]
        text = ','.join(part[0] for part in parts)
        return f'variant({text})', d.VariantType([d.CaseType(f'c{i}', p[1]) for i, p in enumerate(parts)])
    if kind == 6:
        count = rng.choice([1, 2, 3, 255, 256, 257, 300])
        return f'enum({count})', d.EnumType(labels('e', count))
    if kind == 7:
        count = rng.choice([1, 7, 8, 9, 15, 16, 17, 31, 32])
        return f'flags({count})', d.FlagsType(labels('b', count))
    if kind == 8:
        text, element = make(rng, depth - 1)
        return f'option({text})', d.OptionType(element)
    if kind == 9:
        ok, error = maybe(rng, depth - 1), maybe(rng, depth - 1)
        return f'result({ok[0]},{error[0]})', d.ResultType(ok[1], error[1])
    if kind == 10:
        text, element = make(rng, depth - 1)
        return f'list({text})', d.ListType(element)
    if kind == 11:
        text, element = make(rng, depth - 1)
        count = rng.randint(1, 4)
        return f'fixed({text},{count})', d.ListType(element, count)
    if kind == 12:
        key = rng.choice(KEYS)
        text, value = make(rng, depth - 1)
        return f'map({key},{text})', d.MapType(PRIMITIVES[key](), value)
    name = rng.choice(['own', 'borrow', 'stream', 'future'])
    if name in ('own', 'borrow'):
        return name, (d.OwnType if name == 'own' else d.BorrowType)(None)
    return name, (d.StreamType if name == 'stream' else d.FutureType)(None)


def layout(t, pointer):
    flat = d.flatten_type(t, Options(pointer))[:17]
    return f'{d.elem_size(t, pointer)} {d.alignment(t, pointer)} {",".join(flat)}'


rng = random.Random(20260101)
written = set()
while len(written) < 500:
    text, t = make(rng, 1 + len(written) % 4)
    if text not in written and len(text) <= 150:
        written.add(text)
        print(f'{text} | {layout(t, "i32")} | {layout(t, "i64")}')
