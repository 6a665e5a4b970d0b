// What the demo's pages have in common, put in by the build where a page says <!--head--> and <!--top-->.

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** The pages that a visitor finds in the navigation: file, name, and what the heading says beside the project's name. */
export const shops = [
  ['index.html', 'films'],
  ['books.html', 'books'],
  ['shop.html', 'product shop'],
  ['own.html', 'your catalog'],
];
export const about = [
  ['store.html', 'in a page'],
  ['report.html', 'policy'],
  ['figures.html', 'figures'],
  ['docs/index.html', 'docs'],
];

const head = `<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="color-scheme" content="light dark" />
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f3f3f0" />
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e1015" />
    <link rel="icon" href="favicon.svg" type="image/svg+xml" />`;

function links(list, name) {
  return list.map(([file, words]) => `<a href="${file === 'index.html' ? './' : file}"${file === name ? ' aria-current="page"' : ''}>${words}</a>`).join('\n        ');
}

function top(name) {
  const [, words] = [...shops, ...about].find(([file]) => file === name) ?? ['', ''];
  return `<header class="top">
      <img src="favicon.svg" alt="" width="34" height="34" />
      <div>
        <h1>RSO <span class="unseen">${words}</span></h1>
        <p>A recommender that thinks in your browser. Nothing you type leaves this page.</p>
      </div>
      <nav aria-label="Catalogs">
        ${links(shops, name)}
      </nav>
      <nav aria-label="More" class="more">
        ${links(about, name)}
      </nav>
      <p id="status" class="status" role="status" hidden></p>
    </header>`;
}

const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Some of the shop's products, as a shop's page shows them. */
function products(rows) {
  return rows.map(({ id, title, category, price }) => `<li data-id="${escaped(id)}"><span class="tile" aria-hidden="true">${escaped(title[0])}</span><b>${escaped(title)}</b><span>${escaped(category)}</span><span>$${price}</span></li>`).join('\n          ');
}

/** A page with its head, its top and, where it asks for them, products. */
export function framed(name, page, rows) {
  return page.replace('<!--head-->', head).replace('<!--top-->', () => top(name)).replace('<!--products-->', () => products(rows));
}
