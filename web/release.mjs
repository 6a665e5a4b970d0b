// Writes a .br and a .gz beside every file of a built site that compresses, and SHA256SUMS over all of them. The package is in there as the
// archive that goes to a registry.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const dist = process.argv[2];
const written = /\.(br|gz)$|^SHA256SUMS$/;
const brotli = (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

/** Every file of the site, with its path; a folder's name has no dot. */
const files = async () => [...(await readdir(dist)), ...(await readdir(join(dist, 'docs'), { recursive: true })).map((name) => `docs/${name}`)].filter((name) => extname(name) !== '').sort();

for (const name of (await files()).filter((name) => !written.test(name) && !name.endsWith('.tgz'))) {
  const bytes = await readFile(join(dist, name));
  for (const [suffix, compress] of [['br', brotli], ['gz', promisify(gzip)]]) {
    const small = await compress(bytes);
    if (small.length < bytes.length) await writeFile(join(dist, `${name}.${suffix}`), small);
  }
}
const sums = [];
for (const name of await files()) {
  if (name === 'SHA256SUMS') continue;
  sums.push(`${createHash('sha256').update(await readFile(join(dist, name))).digest('hex')}  ${name}\n`);
}
await writeFile(join(dist, 'SHA256SUMS'), sums.join(''));
console.log(`${sums.length} files in ${dist}, listed in SHA256SUMS`);
