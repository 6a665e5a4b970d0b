// What the pages do beyond being read: the menu is open where there is room, and code is copied with a button.

const wide = matchMedia('(min-width: 60rem)');
const menu = document.querySelector<HTMLDetailsElement>('.menu');

function unfold(): void {
  if (menu) menu.open = wide.matches;
}
unfold();
wide.addEventListener('change', unfold);

/** Says what a click has done, to those who don't see the button. */
const said = document.body.appendChild(document.createElement('p'));
said.className = 'unseen';
said.setAttribute('role', 'status');

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  let words = 'Copied';
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    words = 'Could not copy';
  }
  button.textContent = said.textContent = words;
  setTimeout(() => { button.textContent = 'Copy'; said.textContent = ''; }, 2_000);
}

for (const block of document.querySelectorAll('.code')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => { void copy(button, block.querySelector('code')?.textContent ?? ''); });
  block.querySelector('.bar')?.append(button);
}

// The section that is read is marked in the list beside it.
const links = new Map([...document.querySelectorAll<HTMLAnchorElement>('.sections a')].map((link) => [link.hash.slice(1), link]));
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    for (const [id, link] of links) {
      if (id === target.id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }
}, { rootMargin: '0px 0px -70% 0px' });
for (const heading of document.querySelectorAll('main h2')) seen.observe(heading);
