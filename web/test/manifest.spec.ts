import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from './page.js';

// What the element has and what its documentation says it has are the same. The documentation is the JSDoc; the manifest is made of it.

interface Named {
  name: string;
  description?: string;
}

interface Declaration {
  members: (Named & { kind: string; privacy?: string; readonly?: boolean })[];
  attributes: (Named & { fieldName: string })[];
  events: (Named & { type: { text: string } })[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The built package's. */
const { modules } = JSON.parse(readFileSync(join(process.env.RSO_DIST ?? join(root, 'dist'), 'npm/custom-elements.json'), 'utf8')) as
  { modules: { path: string; declarations: Declaration[] }[] };
const element = modules[0]?.declarations[0];
if (!element) throw new Error('The manifest describes no element.');

const views = readdirSync(join(root, 'src/element')).map((name) => read(`src/element/${name}`)).join('\n');
const declaration = read('src/element/element.ts');

const names = (list: readonly Named[]): string[] => list.map(({ name }) => name).sort();
const unique = (list: Iterable<string>): string[] => [...new Set(list)].sort();
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

test('the manifest describes every property and method of the element', () => {
  const file = ts.createSourceFile('element.ts', declaration, ts.ScriptTarget.ES2022, true);
  const members = file.statements.filter(ts.isClassDeclaration).flatMap(({ members: all }) => [...all]);
  const hidden = new Set([ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword, ts.SyntaxKind.OverrideKeyword]);
  const open = members.filter((one) => one.name && !(ts.canHaveModifiers(one) && (ts.getModifiers(one) ?? []).some(({ kind }) => hidden.has(kind))));
  expect(names(element.members)).toEqual(unique(open.map(({ name }) => name?.getText() ?? '')));
  expect(element.members.filter(({ description = '' }) => description === '')).toEqual([]);
});

test('the manifest describes every attribute', () => {
  const fields = found(declaration, /@property\((?!\{ attribute: false)[^)]*\) (\w+)/g);
  expect(element.attributes.map(({ fieldName }) => fieldName).sort()).toEqual(fields.sort());
  expect(element.attributes.filter(({ description = '' }) => description === '')).toEqual([]);
});

test('the manifest describes every event', () => {
  const told = found(`${declaration}\n${read('src/assistant/assistant.ts')}`, /\.emit\('(\w+)'/g).map((name) => `rso-${name}`);
  expect(names(element.events)).toEqual(unique(told));
  for (const { name, type, description = '' } of element.events) {
    expect(type.text, name).toMatch(/^CustomEvent<.+>$/);
    expect(description, name).not.toBe('');
  }
});

test('the manifest describes every slot', () => {
  const slots = found(views, /<slot name="([\w-]+)"/g);
  expect(names(element.slots)).toEqual(unique([...slots, '']));
});

test('the manifest describes every part', () => {
  // A part is named where it stands, in a list of parts, or to the function that draws a button of the header.
  const listed = [...found(views, /\bpart="([^"]+)"/g), ...found(views, /\bpart = [^;]*?'([\w -]+)'/g), ...found(views, /'(message message-[\w-]+)'/g)];
  const parts = listed.flatMap((list) => list.split(' ')).filter((name) => /^[a-z-]+$/.test(name));
  expect(names(element.cssParts)).toEqual(unique([...parts, ...found(views, /\btool\('\w+', '([\w-]+)'/g)]));
});

test('the manifest describes every custom property of the sheets', () => {
  const used = found(views, /var\((--rso-[\w-]+)/g);
  expect(names(element.cssProperties)).toEqual(unique(used));
  for (const { name, description = '' } of [...element.cssProperties, ...element.cssParts, ...element.slots]) expect(description, name).not.toBe('');
});

test('the manifest names the files of the package', () => {
  expect(modules.map(({ path }) => path)).toEqual(['dist/npm/index.js', 'dist/npm/rso.js']);
  expect(JSON.stringify(modules)).not.toMatch(/src\/|LitElement/);
});

test('React may set what the element lets set', () => {
  const [, settable = ''] = /type Settable =([^;]+);/.exec(read('src/react.ts')) ?? [];
  const properties = element.members.filter(({ kind, name, readonly }) => kind === 'field' && !readonly && name !== 'assistant');
  expect(found(settable, /'(\w+)'/g).sort()).toEqual(names(properties));
});
