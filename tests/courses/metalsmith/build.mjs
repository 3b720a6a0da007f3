// node build.mjs <sources> <pages>: pages of Markdown, each in the frame of the course.
import { Buffer } from 'node:buffer';
import markdown from '@metalsmith/markdown';
import Metalsmith from 'metalsmith';

const [sources = '', pages = ''] = process.argv.slice(2);

/** @type {import('metalsmith').Plugin} */
const layout = (files) => {
  for (const file of Object.values(files)) {
    const head = `<meta charset="utf-8"><title>${file.title}</title><script src="/listener/heard.js"></script>`;
    const html = `<!doctype html><html lang="en"><head>${head}</head><body>${String(file.contents)}</body></html>`;
    file.contents = Buffer.from(html);
  }
};

await Metalsmith(sources)
  .source('.')
  .destination(pages)
  .ignore('*.mjs')
  .use(markdown())
  .use(layout)
  .build();
