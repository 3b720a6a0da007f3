import { expect, test } from 'vitest';
import { drawHistogram, histogramTable, normTable } from '../../web/src/plots/inside';
import { paper } from '../../web/src/plots/paper';
import { SvgContext } from '../../web/src/plots/svg_context';
import { tiledSource } from '../../web/src/plots/tiles_source';

const size = { width: 100, height: 40 };
const histogram = { reach: 2, counts: [0, 1, 4, 0] };

test('tiles stand beside each other under their names, and in rows of four', () => {
  const palette = { ...paper, ink: '#ffffff', surface: '#000000' };
  const tiles = Array.from({ length: 5 }, (_, i) => ({
    name: `Layer ${i + 1}`,
    figure: `${i} dead`,
    draw: (surface: Parameters<typeof drawHistogram>[0], colours: typeof palette): void =>
      drawHistogram(surface, histogram, null, null, colours),
  }));
  const source = tiledSource({ name: 'n', title: 't', csv: () => null, palette }, tiles, size);
  expect([source.width, source.height]).toEqual([4 * 116 + 16, 2 * 76 + 16]);
  for (const [onPaper, ink] of [
    [true, paper.ink],
    [false, '#ffffff'],
  ] as const) {
    const svg = new SvgContext(source.width, source.height, {
      textWidth: (text) => 6 * text.length,
      dataUrl: () => '',
    });
    const context = svg as unknown as CanvasRenderingContext2D;
    source.draw({ context, width: source.width, height: source.height, ratio: 1 }, onPaper);
    const text = svg.toText('t');
    for (const { name, figure } of tiles) {
      expect(text).toContain(`>${name}</text>`);
      expect(text).toContain(`>${figure}</text>`);
    }
    const places = [...text.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>Layer/g)];
    expect(places.map(([, x]) => Number(x))).toEqual([16, 132, 248, 364, 16]);
    const [, first, fifth] = [places[1], places[0], places[4]].map((one) => Number(one?.[2]));
    expect((fifth ?? 0) - (first ?? 0)).toBe(76);
    expect(text).toContain(ink);
  }
});

test('what is counted comes with its bins', () => {
  const layers = [
    { name: 'Hidden 1', histogram },
    { name: 'Output', histogram: { reach: 0, counts: [3, 0] } },
  ];
  expect(histogramTable(layers).trim().split('\r\n')).toEqual([
    'layer,from,to,count',
    'Hidden 1,-2,-1,0',
    'Hidden 1,-1,0,1',
    'Hidden 1,0,1,4',
    'Hidden 1,1,2,0',
    'Output,-1,0,3',
    'Output,0,1,0',
  ]);
});

test('norms have a row a measurement', () => {
  const norms = {
    passes: Float64Array.of(0, 1),
    gradients: [Float64Array.of(5, 6)],
    updates: [Float64Array.of(NaN, 7)],
  };
  expect(normTable(norms)).toBe('epoch,gradient norm 1,update norm 1\r\n0,5,\r\n1,6,7\r\n');
});
