/** Where a report is shown. */
export interface ReportPlaces {
  view: HTMLIFrameElement;
  save: HTMLAnchorElement;
  command: HTMLElement;
}

let saved = '';

/**
 * Shows a report. Its style and script stand in it, which this site's policy refuses, as it should; so a frame that has the same ones as
 * files of the site takes its body. What is saved is the report as it is.
 */
export async function showReport(html: string, name: string, { view, save, command }: ReportPlaces): Promise<void> {
  const bare = html.replace(/<(style|script)>[^]*?<\/\1>/g, ''); // even a document that nobody sees obeys the policy
  const report = new DOMParser().parseFromString(bare, 'text/html');
  command.textContent = report.querySelector('#repeat code')?.textContent ?? '';
  URL.revokeObjectURL(saved);
  saved = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  save.href = saved;
  save.download = name;

  await new Promise((loaded) => {
    view.onload = loaded;
    view.src = 'report-view.html';
  });
  const shown = view.contentDocument;
  if (!shown) return;
  shown.title = report.title;
  // Two pages are one here: what leads through them must be told apart.
  for (const [landmark, label] of [['.top', 'Report'], ['main', 'Report, its sections'], ['footer', 'Report, its method']] as const) {
    report.querySelector(landmark)?.setAttribute('aria-label', label);
  }
  for (const link of report.querySelectorAll<HTMLAnchorElement>('a[href^=http]')) link.target = '_top';
  shown.body.replaceChildren(...report.body.childNodes);
  const script = shown.createElement('script');
  script.src = 'report-view.js';
  shown.body.append(script);
  new ResizeObserver(() => { view.style.blockSize = `${Math.ceil(shown.body.getBoundingClientRect().height)}px`; }).observe(shown.body);
}
