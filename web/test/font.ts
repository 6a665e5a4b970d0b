/** A table of a font, and numbers in it: 16 bits each, but for those that say how many they have. */
type Numbers = (number | [bits: 32, value: number])[];

function table(numbers: Numbers): Buffer {
  return Buffer.concat(numbers.map((one) => {
    const [bits, value] = Array.isArray(one) ? one : [16, one];
    const bytes = Buffer.alloc(bits / 8);
    if (bits === 32) bytes.writeUInt32BE(value >>> 0);
    else bytes.writeUInt16BE(value & 0xffff);
    return bytes;
  }));
}

const long = (value: number): [32, number] => [32, value];

function sum(bytes: Buffer): number {
  let total = 0;
  for (let at = 0; at < bytes.length; at += 4) total = (total + bytes.readUInt32BE(at)) >>> 0;
  return total;
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);

/**
 * A TrueType font in which every character is the same box, half as wide as the line is high, and a space is as wide and empty. With it
 * a text takes the same place on every machine.
 */
export function boxes(): Buffer {
  const [em, wide, high] = [1000, 500, 500];
  const box = table([1, 50, 0, wide - 50, high, 3, 0, 0x0101, 0x0101, 50, 0, wide - 100, 0, 0, high, 0, -high]);
  // Two characters to a glyph, many times: format 13. Format 4, which every reader wants too, has the space alone.
  const groups = [[0x20, 0x20, 1], [0x21, 0x9f, 2], [0xa0, 0xa0, 1], [0xa1, 0xd7ff, 2], [0xe000, 0x10ffff, 2]] as const;
  const few = table([4, 32, 0, 4, 4, 1, 0, 0x20, 0xffff, 0, 0x20, 0xffff, 1 - 0x20, 1, 0, 0]);
  const many = table([13, 0, long(16 + 12 * groups.length), long(0), long(groups.length), ...groups.flatMap((group) => group.map(long))]);
  const name = Buffer.from('Boxes', 'utf16le').swap16();
  const names = [1, 2, 4, 6];
  const glyphs = [0, 0, 0, box.length / 2];
  const tables: Record<string, Buffer> = {
    'OS/2': Buffer.concat([
      table([4, wide, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 250, 0]), Buffer.alloc(10), table([long(1), long(0), long(0), long(0)]), Buffer.from('RSO '),
      table([0x40, 0x20, 0xffff, 800, -200, 0, 800, 200, long(1), long(0), high, high, 0, 0x20, 1]),
    ]),
    cmap: Buffer.concat([table([0, 2, 3, 1, long(20), 3, 10, long(20 + few.length)]), few, many]),
    glyf: box,
    head: table([1, 0, 1, 0, long(0), long(0x5f0f3cf5), 3, em, long(0), long(0), long(0), long(0), 0, 0, wide, high, 0, 8, 2, 0, 0]),
    hhea: table([1, 0, 800, -200, 0, wide, 0, 0, wide, 1, 0, 0, 0, 0, 0, 0, 0, 1]),
    hmtx: table([wide, 0, 0, 50]),
    loca: table(glyphs),
    maxp: table([1, 0, 3, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]),
    name: Buffer.concat([table([0, names.length, 6 + 12 * names.length, ...names.flatMap((id) => [3, 1, 0x409, id, name.length, 0])]), name]),
    post: table([3, 0, long(0), -100, 50, long(1), long(0), long(0), long(0), long(0)]),
  };
  const entries = Object.entries(tables);
  let at = 12 + 16 * entries.length;
  const directory: Buffer[] = [table([1, 0, entries.length, 128, 3, entries.length * 16 - 128])];
  for (const [tag, bytes] of entries) {
    directory.push(Buffer.from(tag), table([long(sum(padded(bytes))), long(at), long(bytes.length)]));
    at += padded(bytes).length;
  }
  const font = Buffer.concat([...directory, ...entries.map(([, bytes]) => padded(bytes))]);
  const head = 12 + 16 * Object.keys(tables).slice(0, Object.keys(tables).indexOf('head')).length;
  font.writeUInt32BE((0xb1b0afba - sum(font)) >>> 0, font.readUInt32BE(head + 8) + 8);
  return font;
}
