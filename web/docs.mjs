// Makes the documentation, dist/docs, of docs/*.md. Links are relative and scripts are files, so that the pages work below any path, under the
// strictest policy and offline. A link that leads nowhere fails the build.
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Marked } from 'marked';
import { about, shops } from './demo/frame.mjs';
import { colour, escape } from './docs/colour.mjs';
import { reference } from './docs/reference.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The pages in their order. */
const groups = [
  ['Begin', ['index', 'start', 'embed']],
  ['Your shop', ['catalog', 'theming', 'policy', 'actor']],
  ['Going live', ['csp', 'privacy', 'accessibility']],
  ['Underneath', ['glassbox', 'headless', 'api']],
];

/** What a build may do without: links to it become plain text. */
const optional = /^(embed\.html|\.\.\/[\w.-]+\.report\.html)(#|$)/;

/** Writes the pages into `docs` below the given directory, which has the demo's pages already. */
export async function docs(dist) {
  const out = join(dist, 'docs');
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await cp(join(here, 'docs/pictures'), join(out, 'pictures'), { recursive: true });
  await build({
    absWorkingDir: here, bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', logLevel: 'warning',
    entryPoints: { docs: 'docs/docs.ts', 'docs-style': 'docs/docs.css' }, entryNames: '[name]', outdir: out,
  });

  const pages = new Map();
  for (const name of groups.flatMap(([, names]) => names)) {
    const file = join(here, 'docs', `${name}.md`);
    if (existsSync(file)) pages.set(name, await read(name, await readFile(file, 'utf8')));
  }
  const unlisted = (await readdir(join(here, 'docs'))).filter((name) => name.endsWith('.md') && !pages.has(basename(name, '.md')));
  if (unlisted.length > 0) throw new Error(`docs.mjs lists no page for ${unlisted.join(', ')}.`);
  for (const page of pages.values()) page.html = checked(page, pages, dist);
  for (const page of pages.values()) await writeFile(join(out, `${page.name}.html`), layout(page, pages));
  return pages.size;
}

/** A page's parts: its title, what it is about, its headings, the ids that links may lead to, and its content. */
async function read(name, markdown) {
  const [, title] = /^# (.+)\n/.exec(markdown) ?? [];
  if (!title) throw new Error(`docs/${name}.md doesn't begin with a title.`);
  const body = await reference(markdown.slice(markdown.indexOf('\n') + 1));
  const headings = [];
  const html = framed(await renderer(headings, name).parse(body));
  const about = (/<p>([^]*?)<\/p>/.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ').trim();
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id).concat('content'));
  return { name, title, about, headings, ids, html };
}

function slug(text) {
  return text.toLowerCase().replace(/<[^>]+>|&\w+;/g, '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

/** What a language of code is called above it. */
const names = { html: 'HTML', js: 'JavaScript', ts: 'TypeScript', jsx: 'React', vue: 'Vue', css: 'CSS', sh: 'Terminal', json: 'JSON', jsonc: 'JSON', csv: 'CSV', http: 'Headers', nginx: 'nginx', apache: 'Apache' };

function renderer(headings, page) {
  const taken = new Set();
  return new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const content = this.parser.parseInline(tokens);
        let id = slug(content);
        while (taken.has(id)) id += '-';
        taken.add(id);
        headings.push({ depth, id, content: content.replace(/<\/?a\b[^>]*>/g, '') });
        return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${content}</a></h${depth}>\n`;
      },
      code({ text, lang = '' }) {
        return `<div class="code"><div class="bar"><span>${names[lang] ?? ''}</span></div><pre tabindex="0"><code>${colour(text, lang)}</code></pre></div>\n`;
      },
      image({ href, text }) {
        const { width, height } = size(href, page);
        return `<a class="picture" href="${href}"><img src="${href}" alt="${escape(text)}" width="${width}" height="${height}" loading="lazy" /></a>`;
      },
    },
  });
}

/** The measures of a PNG stand in its header; with them the page doesn't jump when the picture arrives. */
function size(href, page) {
  const file = join(here, 'docs', href);
  if (!existsSync(file)) throw new Error(`docs/${page}.md shows ${href}, which is not there: ./build.sh pictures takes the pictures.`);
  const bytes = pngs.get(file);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const pngs = new Map();
for (const name of await readdir(join(here, 'docs/pictures'))) {
  if (name.endsWith('.png')) pngs.set(join(here, 'docs/pictures', name), await readFile(join(here, 'docs/pictures', name)));
}

/** Tables in frames that scroll by themselves, each named by the heading above it. */
function framed(html) {
  let heading = 'Table';
  return html.replace(/<h[2-4][^>]*>([^]*?)<\/h[2-4]>|<table[^]*?<\/table>/g, (part, title) => {
    if (title !== undefined) {
      heading = title.replace(/<[^>]+>/g, '');
      return part;
    }
    return `<div class="table" role="group" tabindex="0" aria-label="${heading.replaceAll('"', '&quot;')}">${part}</div>`;
  });
}

/** The content, once every link in it leads somewhere. */
function checked({ name, html }, pages, dist) {
  const wrong = [];
  const content = html.replace(/<a ([^>]*)href="([^"]*)"([^>]*)>([^]*?)<\/a>/g, (link, before, href, after, text) => {
    if (/^[a-z]+:/.test(href)) return link;
    const { found, missing } = target(href, name, pages, dist);
    if (found) return link;
    if (missing && optional.test(href)) return text;
    wrong.push(href);
    return link;
  });
  if (wrong.length > 0) throw new Error(`docs/${name}.md links to what is not there: ${wrong.join(', ')}`);
  return content;
}

function target(href, name, pages, dist) {
  const [path, hash] = href.split('#');
  const page = path === '' ? name : /^([\w-]+)\.html$/.exec(path)?.[1];
  if (page === undefined) return { found: existsSync(join(dist, 'docs', path)), missing: true };
  const { ids } = pages.get(page) ?? {};
  return { found: ids !== undefined && (hash === undefined || ids.has(hash)), missing: ids === undefined };
}

function layout(page, pages) {
  const { name, title, headings, html } = page;
  const link = (other, rest = '') => `<a href="${other.name}.html"${other === page ? ' aria-current="page"' : ''}${rest}>${escape(other.title)}</a>`;
  const menu = groups.map(([group, names]) => `
          <li><span>${group}</span><ul>${names.filter((each) => pages.has(each)).map((each) => `<li>${link(pages.get(each))}</li>`).join('')}</ul></li>`).join('');
  const order = [...pages.values()];
  const at = order.indexOf(page);
  const [before, after] = [order[at - 1], order[at + 1]];
  const sections = headings.filter(({ depth }) => depth === 2);
  const contents = sections.length < 3 ? '' : `
      <nav class="sections" aria-label="On this page">
        <p>On this page</p>
        <ul>${sections.map(({ id, content }) => `<li><a href="#${id}">${content}</a></li>`).join('')}</ul>
      </nav>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" />
    <meta name="description" content="${page.about.replaceAll('"', '&quot;')}" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e1015" />
    <title>${name === 'index' ? escape(title) : `${escape(title)} – RSO`}</title>
    <link rel="icon" href="../favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="docs-style.css" />
    <script type="module" src="docs.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header class="top">
      <a class="logo" href="index.html"><img src="../favicon.svg" alt="" width="28" height="28" />RSO</a>
      <nav aria-label="Site">
        ${[...shops, ...about].map(([file, words]) => (file.startsWith('docs/') ? `<a href="index.html" aria-current="true">${words}</a>` : `<a href="../${file === 'index.html' ? '' : file}">${words}</a>`)).join('\n        ')}
      </nav>
    </header>
    <div class="columns">
      <details class="menu">
        <summary>${escape(title)}</summary>
        <nav aria-label="Documentation">
          <ul>${menu}
          </ul>
        </nav>
      </details>
      <main id="content" tabindex="-1">
        <h1>${escape(title)}</h1>
${html}
        <nav class="turn" aria-label="Previous and next">
          ${before ? link(before, ' rel="prev"') : '<span></span>'}
          ${after ? link(after, ' rel="next"') : ''}
        </nav>
      </main>${contents}
    </div>
    <footer><p>RSO, Apache-2.0. These pages load nothing from elsewhere and work offline.</p></footer>
  </body>
</html>
`;
}

// On its own: node docs.mjs [DIST]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = resolve(process.argv[2] ?? process.env.RSO_DIST ?? join(here, 'dist'));
  console.log(`${await docs(dist)} pages in ${join(dist, 'docs')}`);
}
