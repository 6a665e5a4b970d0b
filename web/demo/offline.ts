/**
 * Registers the service worker and keeps a sign up to date: ready offline once everything is kept, offline while
 * the network is away.
 */
export function showOffline(sign: HTMLElement | null): void {
  if (!sign || !('serviceWorker' in navigator)) return;
  const show = (): void => {
    const kept = navigator.serviceWorker.controller !== null;
    sign.hidden = !kept && navigator.onLine;
    sign.dataset.state = kept ? (navigator.onLine ? 'ready' : 'offline') : 'lost';
    sign.textContent = kept ? (navigator.onLine ? 'Ready offline' : 'Offline, and all works') : 'Offline';
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  // The worker takes control only after it has everything, so its control is the sign.
  navigator.serviceWorker.addEventListener('controllerchange', show);
  navigator.serviceWorker.register('sw.js').then(show, show);
  show();
}
