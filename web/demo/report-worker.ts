/// <reference lib="webworker" />
import type { ReportFrame, ReportOptions, RsoReportModule } from '../rso.js';
import { bytes, compile, reason, RsoError, support } from '../src/host/fetch.js';
import { encode } from '../src/host/instance.js';

// The worker that measures a policy. Its thread is busy until the end; whoever wants to stop it ends the worker.

/** What the page sends, once. */
export interface ReportOrder {
  urls: { module: string; support: string; catalog: string; policy: string };
  options: ReportOptions;
}

/** What it hears of: first that all is loaded. */
export type ReportNews = { loaded: true } | ReportFrame;

const scope = self as unknown as DedicatedWorkerGlobalScope;
const decoder = new TextDecoder();

function tell(news: ReportNews): void {
  scope.postMessage(news);
}

async function begin({ urls, options }: ReportOrder): Promise<void> {
  const [module, catalog, policy] = await Promise.all([
    compile(urls.module, 'default'), bytes(urls.catalog, 'catalog', 'default'), bytes(urls.policy, 'policy', 'default'), support(urls.support),
  ]);
  const go = new Go();
  go.exit = () => { tell({ error: 'The module has stopped.' }); };
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance).catch(() => undefined);
  const rso = globalThis.rso as unknown as RsoReportModule | undefined;
  if (!rso?.report) throw new RsoError(`The module from ${urls.module} measures nothing: it may be of another build or version.`);
  tell({ loaded: true });
  const failure = rso.report(catalog, policy, encode(options), (frame) => { tell(JSON.parse(decoder.decode(frame)) as ReportFrame); });
  if (failure) throw new RsoError(failure.error);
}

scope.onmessage = ({ data }: MessageEvent<ReportOrder>) => {
  begin(data).catch((cause: unknown) => { tell({ error: reason(cause) }); });
};
