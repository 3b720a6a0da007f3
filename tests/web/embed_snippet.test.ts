import { describe, expect, test } from 'vitest';
import { takePresentation } from '../../web/src/embed/presentation';
import {
  elementLines,
  firstChoices,
  frameHash,
  frameLines,
  presentationOf,
  type Choices,
} from '../../web/src/embed/snippet';

const site = 'https://fall-line.example/x/';
const link = '#v=1&e=0.1.0&s=abc-_';
const all: Choices = {
  views: ['map', 'loss', 'network'],
  layout: 'tabs',
  controls: 'full',
  theme: 'dark',
  title: ' “A” & <b> ',
  autoplay: true,
  poster: true,
  access: { data: 'lock', network: 'hide', seed: 'free', 'optimizer.learningRate': 'lock' },
  lockAll: false,
  lesson: null,
};

describe('the keys', () => {
  test('what holds anyway is not said', () => {
    expect(presentationOf(firstChoices)).toEqual({});
    expect(presentationOf({ ...firstChoices, views: [] })).toEqual({});
  });

  test('are read by the frame as they were chosen', () => {
    const { presentation, remarks, link: left } = takePresentation(frameHash(link, all));
    expect(remarks).toEqual([]);
    expect(left).toBe(link);
    expect(presentation).toMatchObject({
      view: ['map', 'loss', 'network'],
      layout: 'tabs',
      controls: 'full',
      theme: 'dark',
      title: '“A” & <b>',
      autoplay: true,
      poster: true,
      lock: ['data', 'optimizer.learningRate'],
      hide: ['network'],
    });
  });

  test('everything locked, something hidden all the same', () => {
    expect(presentationOf({ ...all, lockAll: true })).toMatchObject({
      lock: 'all',
      hide: 'network',
    });
  });

  test('a lesson brings neither views nor an experiment', () => {
    const lesson: Choices = { ...all, lesson: 'stuck' };
    expect(frameHash(link, { ...lesson, title: '', poster: false })).toBe(
      '#v=1&lesson=stuck&theme=dark',
    );
    expect(elementLines(site, link, lesson)).not.toContain('abc-_');
  });
});

describe('the lines', () => {
  test('are three with an experiment', () => {
    expect(elementLines(site, link, { ...firstChoices, views: ['map'] })).toBe(
      '<script type="module" src="https://fall-line.example/x/fall-line.js"></script>\n' +
        '<fall-line view="map"\n' +
        '  link="#v=1&amp;e=0.1.0&amp;s=abc-_"></fall-line>',
    );
  });

  test('leave nothing of a title that a page could take for more', () => {
    const hostile: Choices = { ...firstChoices, title: '"><script>alert(1)</script>\n' };
    for (const lines of [elementLines(site, link, hostile), frameLines(site, link, hostile, 300)]) {
      expect(lines).toContain('title="&quot;>&lt;script>alert(1)&lt;/script>"');
    }
  });

  test('of a plain frame say how high it is', () => {
    expect(frameLines(site, link, firstChoices, 411.6)).toBe(
      '<iframe title="Fall Line" width="100%" height="412"\n' +
        '  frameborder="0" allow="fullscreen; clipboard-write" loading="lazy"\n' +
        '  src="https://fall-line.example/x/embed.html#v=1&amp;e=0.1.0&amp;s=abc-_"></iframe>',
    );
  });
});
