/* global addEventListener, document */
// What a course page does with it: hears what happens in each network, and writes it down below it.
const names = ['ready', 'change', 'epoch', 'end', 'error', 'resize'];

const below = (network) => {
  const heard = document.createElement('output');
  heard.hidden = true; // for the tests to read, and in no slide's way
  network.after(heard);
  return (type, detail) => (heard.dataset[type] = JSON.stringify(detail));
};

/** A plain frame speaks through messages: docs/embedding.md, "Without the loader". */
const greet = (frame, note) => {
  addEventListener('message', ({ source, data, ports }) => {
    if (source !== frame.contentWindow || data?.fallline !== 1) return;
    const hello = { fallline: 1, id: '1', type: 'hello', payload: {} };
    if (data.type === 'waiting') source.postMessage(hello, '*');
    if (data.type !== 'welcome') return;
    ports[0].onmessage = ({ data: { type, payload } }) => note(type, payload);
  });
};

addEventListener('DOMContentLoaded', () => {
  for (const network of document.querySelectorAll('fall-line')) {
    const note = below(network);
    for (const name of names) network.addEventListener(name, (e) => note(e.type, e.detail));
  }
  const frames = document.querySelectorAll('iframe[src*="embed.html"]');
  for (const frame of frames) greet(frame, below(frame));
});
