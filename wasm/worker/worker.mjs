// The gateway on Cloudflare Workers. Each request has the program gateway.wasm to itself, as it stands when it has just started
// (program.mjs), and nothing is kept between two: what must be counted is counted in the Durable Object below.
import { DurableObject } from 'cloudflare:workers';
import { Program } from './program.mjs';

export default { fetch: (request, env, ctx) => Program.answer(request, env, ctx) };

/**
 * Limits counts for all instances. It decides on one request after the other, so that of the last place in a window exactly one gets
 * it, and what it counted survives a restart. Windows begin with every multiple of their length, in UTC, and are forgotten when they
 * have ended.
 */
export class Limits extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS used (key TEXT, length INTEGER, start INTEGER, amount INTEGER, PRIMARY KEY (key, length, start)) WITHOUT ROWID');
  }

  /** Takes all the budgets, or none; answers how many milliseconds it is until the one that doesn't hold as much begins anew. */
  take(now, budgets) {
    let wait = 0;
    for (const { key, window, most, amount } of budgets) {
      if (this.used(key, window, now) + amount > most) wait = Math.max(wait, window - (now % window));
    }
    if (wait > 0) return wait;
    for (const { key, window, amount } of budgets) {
      this.sql.exec('INSERT INTO used VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount', key, window, now - (now % window), amount);
    }
    this.sweep(now);
    return 0;
  }

  /** Gives back what was taken and not used. */
  give(taken, budgets) {
    for (const { key, window, amount } of budgets) {
      this.sql.exec('UPDATE used SET amount = max(0, amount - ?) WHERE key = ? AND length = ? AND start = ?', amount, key, window, taken - (taken % window));
    }
    return 0;
  }

  used(key, window, now) {
    const [row] = this.sql.exec('SELECT amount FROM used WHERE key = ? AND length = ? AND start = ?', key, window, now - (now % window));
    return row?.amount ?? 0;
  }

  /** Has the windows that have ended forgotten, some time from now. */
  async sweep(now) {
    if (await this.ctx.storage.getAlarm() === null) await this.ctx.storage.setAlarm(now + 3_600_000);
  }

  alarm() {
    this.sql.exec('DELETE FROM used WHERE start + length <= ?', Date.now());
    const [{ left }] = this.sql.exec('SELECT count(*) AS left FROM used');
    if (left > 0) return this.ctx.storage.setAlarm(Date.now() + 3_600_000);
  }
}
