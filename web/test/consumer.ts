import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test as base } from './lamps.js';

export { expect };

const web = resolve(import.meta.dirname, '..');
const run = promisify(execFile);

/** The recipes: each block of code in the page about embedding whose first line names a file, by that name. */
async function recipes(): Promise<Map<string, string>> {
  const page = await readFile(join(web, 'docs/embed.md'), 'utf8');
  const blocks = page.matchAll(/^```\w+\n(?:\/\/|<!--) (\S+\.\w+)(?: -->)?\n([^]*?)^```$/gm);
  return new Map([...blocks].map(([, name = '', code = '']) => [name, code]));
}

/** A folder in which the packed package is installed as a shop installs it. */
export class Consumer {
  private constructor(readonly dir: string, private readonly recipes: Map<string, string>) {}

  static async make(dir: string, catalog: Buffer): Promise<Consumer> {
    const consumer = new Consumer(dir, await recipes());
    await consumer.write({ 'package.json': JSON.stringify({ name: 'shop', private: true, type: 'module' }), 'public/products.rsoc': catalog, 'public/favicon.ico': '' });
    await consumer.run('npm', ['pack', '--silent', '--pack-destination', dir], web);
    await consumer.run('npm', ['install', '--offline', '--no-audit', '--no-fund', './rso-0.1.0.tgz']);
    return consumer;
  }

  /** The package as it was installed. */
  get installed(): string {
    return join(this.dir, 'node_modules/rso');
  }

  /** The code of a recipe. */
  recipe(name: string): string {
    const code = this.recipes.get(name);
    if (code === undefined) throw new Error(`docs/embed.md has no file ${name}, it has ${[...this.recipes.keys()].join(', ')}.`);
    return code;
  }

  async write(files: Record<string, string | Buffer>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(this.dir, name)), { recursive: true });
      await writeFile(join(this.dir, name), content);
    }
  }

  /** Runs a program and returns what it printed; what it complained of is in the error when it fails. */
  async run(program: string, args: string[], cwd = this.dir): Promise<string> {
    const env = { ...process.env, NODE_ENV: 'production' }; // the test's own would make a development build
    const { stdout } = await run(program, args, { cwd, env }).catch((cause: unknown) => {
      const { stdout: said, stderr } = cause as { stdout: string; stderr: string };
      throw new Error(`${program} ${args.join(' ')} failed:\n${said}${stderr}`);
    });
    return stdout;
  }

  /** Runs a program of one of web's packages. */
  tool(path: string, args: string[]): Promise<string> {
    return this.run(process.execPath, [join(web, 'node_modules', path), ...args]);
  }
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.json': 'application/json', '.ico': 'image/x-icon',
};

/** A static server with the strictest policy that the docs name. */
export class Site {
  /** Changes an answer on its way. */
  spoil: ((path: string, content: Buffer) => Buffer) | undefined;
  private constructor(private readonly server: Server, readonly origin: string) {}

  static async start(dirs: string[], script = "'self' 'wasm-unsafe-eval'"): Promise<Site> {
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      const name = path.endsWith('/') ? `${path}index.html` : path;
      void first(dirs.map((dir) => join(dir, name))).then((content) => {
        response.writeHead(content ? 200 : 404, {
          'Content-Type': types[extname(name)] ?? 'application/octet-stream',
          'Content-Security-Policy': `default-src 'self'; script-src ${script}`,
        });
        response.end(content && (site.spoil?.(path, content) ?? content));
      });
    });
    await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
    const site = new Site(server, `http://localhost:${String((server.address() as AddressInfo).port)}`);
    return site;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

async function first(paths: string[]): Promise<Buffer | undefined> {
  for (const path of paths) {
    const content = await readFile(path).catch(() => undefined);
    if (content) return content;
  }
  return undefined;
}

/** Opens a page and asks for a lamp. Everything must come from the page's own origin, in silence. */
export async function talk(page: Page, address: string, complaints: string[]): Promise<void> {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) elsewhere.push(request.url());
  });
  await page.goto(address);
  const element = page.locator('rso-assistant');
  const field = page.getByRole('textbox');
  await field.fill('a floor lamp');
  await field.press('Enter');
  const cards = (await element.count()) === 0 ? page.getByRole('listitem') : element.locator('.card');
  await expect(cards.first()).toContainText('Bay Lamp', { timeout: 20_000 });
  await expect(cards).toHaveCount(1);
  if ((await element.count()) > 0) expect(await element.evaluate((one) => (one as HTMLElementTagNameMap['rso-assistant']).host?.thread)).toBe('worker');
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
}

export const test = base.extend<{ site: (dirs: string[], script?: string) => Promise<Site> }, { consumer: Consumer }>({
  consumer: [async ({ catalog }, use, { project }) => {
    await use(await Consumer.make(join(project.outputDir, `package-${String(process.pid)}`), catalog));
  }, { scope: 'worker', timeout: 120_000 }],

  site: async ({}, use) => {
    const sites: Site[] = [];
    await use(async (dirs, script) => {
      const site = await Site.start(dirs, script);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.stop();
  },
});
