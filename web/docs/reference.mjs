// The API page's lists: of the element from its manifest, of everything else from the TypeScript sources. Nothing is written twice.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import ts from 'typescript';
import { manifest } from '../manifest.mjs';
import { escape } from './colour.mjs';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where the documented types stand. The first declaration of a name counts. */
const sources = [
  'src/assistant/assistant.ts', 'src/assistant/events.ts', 'src/assistant/transcript.ts', 'src/host/host.ts', 'src/element/strings.ts', 'src/search.ts', 'src/compile/compile.ts',
  'actor/actor.ts', 'actor/composer.ts', 'actor/gateway.ts', 'actor/openai.ts', 'actor/promptapi.ts', 'actor/webllm.ts', 'rso.d.ts',
];

const declared = new Map();
for (const path of sources) {
  const file = ts.createSourceFile(path, readFileSync(join(web, path), 'utf8'), ts.ScriptTarget.ES2022, true);
  for (const statement of file.statements) {
    const name = statement.name?.text;
    if (name !== undefined && exported(statement, path) && !declared.has(name)) declared.set(name, statement);
  }
}

function exported(statement, path) {
  return path.endsWith('.d.ts') || (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** A directive in a page's Markdown: `<!-- api: attributes -->`, `<!-- api: interface AssistantState -->`. */
const directive = /^<!-- api: (\w+)(?: ([\w ,]+))? -->$/gm;

/** Fills in the lists that a page asks for. */
export async function reference(markdown) {
  if (!/<!-- api: /.test(markdown)) return markdown;
  const { modules } = await manifest();
  const element = modules.flatMap(({ declarations }) => declarations).find(({ customElement }) => customElement);
  const wanted = new Set([...markdown.matchAll(directive)].flatMap(([, , names = '']) => names.split(/[ ,]+/)));
  const made = { wanted, element };
  return markdown.replace(directive, (whole, kind, names) => {
    const make = kinds[kind];
    if (!make) throw new Error(`There is no list of "${kind}": ${whole}`);
    return names === undefined ? make(made) : names.split(/, */).map((name) => make(made, name)).join('\n\n');
  });
}

const kinds = {
  attributes: ({ element, wanted }) => table('Attribute', element.attributes.map((one) => ({
    id: `attribute-${one.name}`, label: code(one.name), note: one.fieldName === one.name ? '' : `property ${code(one.fieldName)}`,
    type: type(one.type?.text, wanted), default: one.default?.replaceAll('_', ','), text: one.description,
  }))),
  properties: ({ element, wanted }) => table('Property', element.members.filter((one) => one.kind === 'field' && !one.attribute).map((one) => ({
    id: `property-${one.name}`, label: code(one.name), note: one.readonly ? 'read-only' : '', type: type(one.type?.text, wanted), text: one.description,
  }))),
  methods: ({ element, wanted }) => table('Method', element.members.filter(({ kind }) => kind === 'method').map((one) => ({
    id: `method-${one.name}`, label: code(`${one.name}()`), type: call((one.parameters ?? []).map((each) => [each.name, each.optional, each.type?.text]), one.return?.type?.text, wanted), text: one.description,
  }))),
  events: ({ element, wanted }) => table('Event', element.events.map((one) => ({
    id: `event-${one.name}`, label: code(one.name), note: '', type: type(one.type.text.replace(/^CustomEvent<(.*)>$/, '$1').replace(/^object$/, '{}'), wanted), text: one.description,
  }))),
  slots: ({ element }) => table('Slot', element.slots.map(({ name, description }) => ({ label: name === '' ? 'without a name' : code(name), text: description }))),
  parts: ({ element }) => table('Part', element.cssParts.map(({ name, description }) => ({ id: `part-${name}`, label: code(name), text: description }))),
  styles: ({ element }) => table('Property', element.cssProperties.map(({ name, description }) => ({ id: `style${name}`, label: code(name), text: description }))),
  theme: ({ element }) => {
    const defaults = new Map([...readFileSync(join(web, 'src/element/styles.ts'), 'utf8').matchAll(/var\((--rso-[\w-]+), (?:light-dark\(([^,]+), ([^)]+)\)|([^)]+))\)/g)].map(([, name, ...values]) => [name, values]));
    const rows = element.cssProperties.map(({ name, description }) => {
      const [light, dark, plain] = defaults.get(name) ?? [];
      return `| ${code(name)} | ${description} | ${plain === undefined ? `${code(light)}, in the dark ${code(dark)}` : code(plain)} |`;
    });
    return ['| property | what it is | default |', '|---|---|---|', ...rows].join('\n');
  },
  type: ({ wanted }, name) => declaration(name, wanted),
};

function find(name) {
  const node = declared.get(name);
  if (!node) throw new Error(`No source declares ${name}.`);
  return node;
}

/** A heading, what is said of the type, and its members. */
function declaration(name, wanted) {
  const node = find(name);
  const parents = (node.heritageClauses ?? []).flatMap(({ types }) => types).map((parent) => type(parent.getText(), wanted));
  const also = parents.length === 0 ? '' : `<p>And all of ${parents.join(' and ')}.</p>\n`;
  const body = ts.isTypeAliasDeclaration(node) ? block(type(dedented(node.type.getText()), wanted))
    : ts.isFunctionDeclaration(node) ? `<p>${call(parameters(node), node.type?.getText(), wanted)}</p>` : members(node, wanted);
  return `<h3 id="${anchor(name)}">${code(name)}</h3>\n\n${paragraphs(comment(node))}\n${also}${body}`;
}

function members(node, wanted) {
  return table(ts.isClassDeclaration(node) ? 'Member' : 'Name', node.members.filter((member) => member.name && !hidden(member)).map((member) => {
    const name = member.name.getText();
    const called = ts.isMethodDeclaration(member) || ts.isMethodSignature(member);
    const text = member.type && withoutComments(member.type.getText());
    return {
      id: `${node.name.text}-${name}`, label: code(called ? `${name}()` : `${name}${member.questionToken ? '?' : ''}`),
      type: called ? call(parameters(member), text, wanted) : type(text, wanted), text: comment(member),
    };
  }));
}

function hidden(member) {
  const kinds = (ts.getModifiers(member) ?? []).map(({ kind }) => kind);
  return kinds.includes(ts.SyntaxKind.PrivateKeyword) || kinds.includes(ts.SyntaxKind.ProtectedKeyword) || ts.isConstructorDeclaration(member);
}

/** Name, whether it may be left out, and type of each parameter. One that is taken apart is named after its type. */
function parameters(node) {
  return node.parameters.map(({ name, questionToken, initializer, type: of }) => {
    const text = of?.getText() ?? '';
    return [ts.isIdentifier(name) ? name.text : text[0].toLowerCase() + text.slice(1).replace(/^\w*Options$/, 'options'), questionToken || initializer, text];
  });
}

/** What a function takes and returns. */
function call(list, result, wanted) {
  return type(`(${list.map(([name, optional, text]) => `${name}${optional ? '?' : ''}: ${text}`).join(', ')}) => ${result ?? 'void'}`, wanted);
}

/** Text from a source without the indentation that its lines have in common. */
function dedented(text) {
  const common = Math.min(...[...text.matchAll(/\n( *)(?=\S)/g)].map(([, indent]) => indent.length));
  return Number.isFinite(common) ? text.replaceAll(`\n${' '.repeat(common)}`, '\n') : text;
}

function withoutComments(text) {
  return text.replace(/\/\*\*?[^]*?\*\/\s*/g, '');
}

/** The comment above a declaration, as Markdown. */
function comment(node) {
  const [found] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return found ? ts.getTextOfJSDocComment(found.comment)?.replace(/\{@link (\w+)(?:\.(\w+))?\}/g, (_, a, b) => `\`${b ?? a}\``) ?? '' : '';
}

function anchor(name) {
  return `type-${name}`;
}

const code = (text) => `<code>${escape(text)}</code>`;

/** A type's text; the names that the page explains are links. */
function type(text, wanted) {
  if (text === undefined) return '';
  return `<code>${escape(text.replace(/ \| undefined$/, '')).replace(/\b[A-Z]\w+\b/g, (name) => (wanted.has(name) ? `<a href="#${anchor(name)}">${name}</a>` : name))}</code>`;
}

const block = (html) => (html.includes('\n') ? `<pre tabindex="0">${html}</pre>` : `<p>${html}</p>`);

const prose = (text) => (text ? marked.parseInline(text.replace(/\s*\n\s*/g, ' ').trim()) : '');
const paragraphs = (text) => (text ? marked.parse(text) : '');

/** What there is, one row each: how it is called, and what it is. */
function table(head, rows) {
  const cells = rows.map(({ id, label, note = '', type: of = '', default: otherwise, text }) => {
    const facts = [of, otherwise ? `default ${code(otherwise)}` : ''].filter((each) => each !== '').join(' ');
    return `<tr${id ? ` id="${id}"` : ''}><th scope="row">${label}${note === '' ? '' : ` <small>${note}</small>`}</th><td>${facts === '' ? '' : `<p class="type">${facts}</p>`}${text ? `<p>${prose(text)}</p>` : ''}</td></tr>`;
  });
  return `<table class="api"><colgroup><col class="names" /><col /></colgroup><thead class="unseen"><tr><th scope="col">${head}</th><th scope="col">Meaning</th></tr></thead><tbody>${cells.join('\n')}</tbody></table>`;
}
