// Colours code at build time, so that a page needs no script for it: a few patterns a language, and everything else stays as it is.

export const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Class and pattern, the earlier first: c comment, s text in quotes, k word of the language, t tag or selector, a name of an attribute, n number. */
const languages = {
  js: [
    ['c', /\/\/[^\n]*|\/\*[^]*?\*\//],
    ['s', /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/],
    ['k', /\b(?:import|from|export|const|let|new|await|async|function|return|if|else|for|of|throw|try|catch|default|type|interface|extends|yield|true|false|null|undefined)\b/],
    ['n', /\b\d[\d_.]*\b/],
  ],
  css: [
    ['c', /\/\*[^]*?\*\//],
    ['s', /'[^'\n]*'|"[^"\n]*"/],
    ['k', /@[\w-]+/],
    ['t', /[\w[\]='"*.#:()-]+(?:::[\w-]+\([^)]*\))?(?:,? [\w[\]='".#:()-]+)*(?= \{)/],
    ['a', /--[\w-]+|\b[\w-]+(?=:\s)/],
    ['n', /#[\da-f]{3,8}\b|\b[\d.]+(?:rem|px|%|em|s|ms)?/i],
  ],
  sh: [
    ['c', /(?:^|(?<=\s))#[^\n]*/],
    ['s', /'[^']*'|"[^"]*"/],
    ['a', /(?<=\s)--?[a-z][\w-]*/],
    ['k', /^\s*(?:go|npm|npx|node|cd|curl|mkdir|cat|[./\w]+\.sh|\.\/\w+)(?=\s)/m],
  ],
  json: [
    ['c', /\/\/[^\n]*/],
    ['a', /"(?:\\.|[^"\\])*"(?=\s*:)/],
    ['s', /"(?:\\.|[^"\\])*"/],
    ['k', /\b(?:true|false|null)\b/],
    ['n', /-?\b\d[\d.]*\b/],
  ],
  http: [['a', /^[\w-]+(?=:)/m], ['s', /'[^'\n]*'/]],
  html: [
    ['c', /<!--[^]*?-->/],
    ['t', /<\/?[a-z][\w-]*|\/?>/],
    ['a', /\b[\w:@-]+(?==")/],
    ['s', /"[^"]*"/],
  ],
};
Object.assign(languages, { ts: languages.js, jsx: languages.js, jsonc: languages.json, vue: languages.html });

function coloured(code, rules) {
  const all = new RegExp(rules.map(([, { source }]) => `(${source})`).join('|'), `gm${rules.some(([, { flags }]) => flags.includes('i')) ? 'i' : ''}`);
  let html = '';
  let end = 0;
  for (const match of code.matchAll(all)) {
    if (match[0] === '') continue;
    const [kind] = rules[match.slice(1).findIndex((group) => group !== undefined)];
    html += `${escape(code.slice(end, match.index))}<span class="${kind}">${escape(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escape(code.slice(end));
}

/** The code as HTML. A script or a style sheet within HTML is coloured as what it is. */
export function colour(code, language) {
  const rules = languages[language];
  if (!rules) return escape(code);
  if (rules !== languages.html) return coloured(code, rules);
  return code.split(/(?<=<(?:script|style)\b[^>]*>)([^]*?)(?=<\/(?:script|style)>)/).map((part, i) => {
    if (i % 2 === 0) return coloured(part, rules);
    return coloured(part, /^\s*[\w.#*:@-]+[^;{=]*\{[^=;]*:/.test(part) ? languages.css : languages.js);
  }).join('');
}
