// Before all modules of a frame: where they are not let in, the page says so by itself. A classic
// script, because those are let in from everywhere. Its words stand in embed.html.
(() => {
  const say = () => {
    if (document.querySelector('fall-line-embed')) return;
    for (const id of ['waiting', 'poster']) document.getElementById(id)?.remove();
    const blocked = document.getElementById('blocked');
    if (blocked) blocked.hidden = false;
  };
  const sayThen = () => {
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', say);
    else say();
  };
  // Errors of elements do not bubble; what a script throws has the window as its target.
  addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && sayThen(), true);
  // A module that is loaded later, as after the poster.
  addEventListener('unhandledrejection', sayThen);
})();
