// The custom-elements manifest: what the JSDoc of the element says, as data. The API page is made of it, and tools read it from the package.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

const here = dirname(fileURLToPath(import.meta.url));

/** The manifest of `<rso-assistant>`: its public face, nothing private. */
export async function manifest(sources = ['src/element/element.ts', 'src/element/define.ts']) {
  const modules = await Promise.all(sources.map(async (name) => ts.createSourceFile(name, await readFile(join(here, name), 'utf8'), ts.ScriptTarget.ES2022, true)));
  const made = create({ modules, plugins: litPlugin(), context: { dev: false, thirdPartyCEMs: [] } });
  for (const declaration of made.modules.flatMap(({ declarations }) => declarations)) {
    declaration.members = declaration.members?.filter(({ privacy }) => privacy === undefined || privacy === 'public');
    // The analyzer takes the dispatching of an event whose name is made up for one more event.
    declaration.events = declaration.events?.filter(({ name, description }) => name?.startsWith('rso-') && description);
  }
  return made;
}
