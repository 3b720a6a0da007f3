/** Has the browser keep the site, for when there is no network. */

/** Registers the service worker once the page rests: the first visit is not slowed by it. */
export function keepSite(): void {
  // A frame in another's page is a visitor there and keeps nothing; a single file has no site.
  if (import.meta.env.MODE === 'single' || window.top !== window) return;
  const register = (): void => {
    try {
      navigator.serviceWorker.register('service_worker.js').catch(() => undefined);
    } catch {
      // Without https or without an origin there are none; the page works as ever.
    }
  };
  if ('requestIdleCallback' in window) requestIdleCallback(register);
  else setTimeout(register, 1000);
}
