// The least that a gateway does, in plain JavaScript: what wasm/worker is measured against. It checks nothing.
export default {
  async fetch(request, env) {
    const { history, strategy } = await request.json();
    const answer = await globalThis.fetch(env.UPSTREAM, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${env.KEY}` },
      body: JSON.stringify({ model: 'm', stream: true, max_tokens: 100, messages: [{ role: 'system', content: strategy }, { role: 'user', content: JSON.stringify(history) }] }),
    });
    return new globalThis.Response(answer.body, { status: answer.status, headers: { 'content-type': 'text/event-stream', 'access-control-allow-origin': request.headers.get('origin') } });
  },
};
