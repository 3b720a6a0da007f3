import { describe, expect, test } from 'vitest';
import { arrange, leastHeight, wantedHeight } from '../../web/src/embed/arrangement';
import { causeOf, failureOf } from '../../web/src/embed/failure';
import {
  panelIds,
  pictureIds,
  takePresentation,
  usualPresentation,
} from '../../web/src/embed/presentation';
import { remarksText, strangeNames } from '../../web/src/embed/remarks';
import { Sight } from '../../web/src/embed/sight';
import { themes } from '../../web/src/state/state';
import { presentationChoices, presentationKeys } from '../../web/src/embed/contract';
import { embedText } from '../../web/src/text/embed';
import { resultViews } from '../../web/src/views/result_views';

describe('keys of the presentation', () => {
  test('stand beside the parts of the link, which stay as they are', () => {
    const hash =
      '#v=1&e=0.1.0&j=%7B%7D&view=map,loss&layout=column&set=seed=3&set=optimizer.learningRate=0.1' +
      '&hide=data&lock=all&controls=none&theme=dark&lang=de-AT&title=A%20net&poster=click' +
      '&autoplay=visible&speed=full&lesson=moons';
    const { presentation, remarks, link } = takePresentation(hash);
    expect(remarks).toEqual([]);
    expect(link).toBe('#v=1&e=0.1.0&j=%7B%7D&set=seed=3&set=optimizer.learningRate=0.1');
    expect(presentation).toEqual({
      view: ['map', 'loss'],
      layout: 'column',
      hide: ['data'],
      lock: ['all'],
      controls: 'none',
      theme: 'dark',
      lang: 'de-AT',
      title: 'A net',
      poster: true,
      autoplay: true,
      speed: null,
      lesson: 'moons',
    });
  });

  test('are the usual ones where nothing is said', () => {
    expect(takePresentation('')).toEqual({
      presentation: usualPresentation,
      remarks: [],
      link: '',
    });
  });

  test('other names mean the same views', () => {
    const { view } = takePresentation('#view=boundary,net,hist,map').presentation;
    expect(view).toEqual(['map', 'network', 'inside']);
  });

  test('an unknown key, a value that cannot be, a key that stands twice: each is told', () => {
    const { presentation, remarks, link } = takePresentation(
      '#colour=red&layout=circle&view=map,nonsense&theme=dark&theme=light&speed=-1&v=1&at=race',
    );
    expect(remarks.map(({ kind, key, value }) => [kind, key, value])).toEqual([
      ['unknown', 'colour', 'red'],
      ['twice', 'theme', 'light'],
      ['place', 'at', 'race'],
      ['value', 'layout', 'circle'],
      ['value', 'view', 'nonsense'],
      ['value', 'speed', '-1'],
    ]);
    expect(presentation.layout).toBe('row');
    expect(presentation.view).toEqual(['map']);
    expect(presentation.theme).toBe('dark');
    expect(link).toBe('#v=1');
  });

  test('a link of the workbench in a lesson opens that lesson', () => {
    const { presentation, remarks, link } = takePresentation('#v=1&j={}&at=lessons&lesson=moons');
    expect(presentation.lesson).toBe('moons');
    expect(remarks).toEqual([]);
    expect(link).toBe('#v=1&j={}');
  });

  test.each([
    ['names of prototypes', '#__proto__=1&constructor=2&hasOwnProperty=3&view=constructor'],
    ['markup', '#title=%3Cimg%20src%3Dx%3E&view=%3Cscript%3E'],
    ['percent signs where they should not be', '#title=%&view=%zz&lang=%E0%A4%A'],
    ['thousands of keys', `#${'x=1&'.repeat(50_000)}`],
    ['a long value', `#view=${'map,'.repeat(100_000)}`],
  ])('%s harm nothing', (_, hash) => {
    const { presentation, remarks } = takePresentation(hash);
    expect(remarks.length).toBeLessThanOrEqual(20);
    expect(Object.keys(presentation)).toEqual(Object.keys(usualPresentation));
    for (const { key, value } of remarks) {
      expect(key.length).toBeLessThanOrEqual(40);
      expect(value.length).toBeLessThanOrEqual(40);
    }
  });

  test('pictures are those of the page, and no panel has the name of one', () => {
    expect([...pictureIds].sort()).toEqual(resultViews.map(({ id }) => id).sort());
    expect(panelIds.filter((id) => (pictureIds as readonly string[]).includes(id))).toEqual([]);
    expect(presentationChoices.theme).toEqual(themes);
    expect(Object.keys(usualPresentation).sort()).toEqual([...presentationKeys].sort());
  });

  test('names that are nothing to hide or lock are told', () => {
    const { presentation } = takePresentation(
      '#hide=map,optimizer.momentum,network.layers.0.units,optimizer.speed,nothing&lock=all,transport,all.x',
    );
    expect(strangeNames(presentation).map(({ key, value }) => `${key} ${value}`)).toEqual([
      'hide optimizer.speed',
      'hide nothing',
      'lock all.x',
    ]);
  });

  test('remarks become sentences, two at most', () => {
    const { remarks } = takePresentation('#a=1&b=2&c=3&layout=x');
    const said = remarksText(remarks, embedText);
    expect(said).toContain('“a” is no key');
    expect(said).toContain('“b” is no key');
    expect(said).not.toContain('“c”');
    expect(said).toContain('and 2 more');
  });
});

describe('the arrangement', () => {
  test('a row where there is room, tabs in a low frame, rows in a high one', () => {
    expect(arrange('row', 2, 600, 340)).toEqual({ kind: 'grid', columns: 2 });
    expect(arrange('row', 2, 300, 340)).toEqual({ kind: 'tabs', columns: 1 });
    expect(arrange('row', 2, 300, 2 * leastHeight + 8)).toEqual({ kind: 'grid', columns: 1 });
    expect(arrange('row', 4, 800, 500)).toEqual({ kind: 'grid', columns: 2 });
    expect(arrange('row', 4, 1400, 500)).toEqual({ kind: 'grid', columns: 2 });
    expect(arrange('row', 4, 1400, 400)).toEqual({ kind: 'grid', columns: 4 });
    expect(arrange('row', 1, 100, 100)).toEqual({ kind: 'grid', columns: 1 });
  });

  test('a column and tabs are what they are', () => {
    expect(arrange('column', 2, 2000, 100)).toEqual({ kind: 'grid', columns: 1 });
    expect(arrange('tabs', 2, 2000, 1000)).toEqual({ kind: 'tabs', columns: 1 });
  });

  test('the height that is wanted lets the same views lie as they are wanted', () => {
    for (const width of [300, 390, 600, 768, 1440]) {
      const high = wantedHeight('row', 3, width);
      expect(arrange('row', 3, width, high).kind).toBe('grid');
    }
    expect(wantedHeight('row', 2, 600)).toBeLessThan(wantedHeight('column', 2, 600));
    expect(wantedHeight('row', 0, 600)).toBe(0);
  });
});

describe('what is in sight', () => {
  const trains = () => {
    const heard: string[] = [];
    const state = { playing: false, engine: 'ready' };
    const store = {
      state,
      play: () => {
        heard.push('play');
        state.playing = true;
      },
      pause: () => {
        heard.push('pause');
        state.playing = false;
      },
    };
    return { heard, state, store };
  };

  test('nothing trains before it is seen, and what leaves comes back', () => {
    const { heard, store } = trains();
    const sight = new Sight(store, true);
    sight.goOn();
    expect(heard).toEqual([]);
    sight.seen(true);
    sight.seen(false);
    sight.seen(true);
    expect(heard).toEqual(['play', 'pause', 'play']);
  });

  test('it waits for the engine', () => {
    const { heard, state, store } = trains();
    state.engine = 'starting';
    const sight = new Sight(store, true);
    sight.seen(true);
    expect(heard).toEqual([]);
    state.engine = 'ready';
    sight.goOn();
    expect(heard).toEqual(['play']);
  });

  test('without autoplay the reader decides; a pause of theirs stays one', () => {
    const { heard, state, store } = trains();
    const sight = new Sight(store, false);
    sight.seen(true);
    expect(heard).toEqual([]);
    state.playing = true;
    sight.seen(false);
    sight.decided();
    sight.seen(true);
    expect(heard).toEqual(['pause']);
  });
});

describe('what cannot work', () => {
  test('is told by what the engine or the browser says', () => {
    expect(failureOf({ code: 'no-simd', message: '' }, false)).toBe('wasm');
    expect(failureOf({ code: 'not-loaded', message: '' }, false)).toBe('network');
    expect(failureOf({ code: 'worker-lost', message: '' }, false)).toBe('worker');
    expect(failureOf(causeOf(new DOMException('no', 'SecurityError')), true)).toBe('sandbox');
    expect(
      failureOf({ code: 'not-compiled', message: 'violates Content Security Policy' }, false),
    ).toBe('policy');
    expect(failureOf({ code: 'constructor', message: '' }, false)).toBe('other');
    expect(causeOf('x')).toEqual({ code: '', message: 'x' });
  });
});
