import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Frame } from '../../web/src/plots/axes';
import { csvOfColumns, csvText } from '../../web/src/plots/csv_text';
import { Outline } from '../../web/src/plots/outline';
import { paper } from '../../web/src/plots/paper';
import { placesTable } from '../../web/src/plots/places_table';
import {
  confusionTable,
  gridTable,
  pairsTable,
  parametersTable,
} from '../../web/src/plots/plot_tables';
import type { Palette } from '../../web/src/plots/surface';
import { drawMark, markShapes } from '../../web/src/plots/marks';
import { SvgContext } from '../../web/src/plots/svg_context';
import { tablePicture } from '../../web/src/plots/table_picture';
import { SmallSession } from './small_engine';

const help = {
  textWidth: (text: string) => 6 * text.length,
  dataUrl: () => 'data:image/png;base64,AA==',
};

/** What stands between the opening tag with its title and the closing one. */
function drawn(draw: (context: SvgContext) => void): string[] {
  const context = new SvgContext(100, 50, help);
  draw(context);
  return context.toText('t').split('\n').slice(2, -2);
}

describe('the context that writes SVG', () => {
  test('a small drawing, word for word', () => {
    const context = new SvgContext(40, 20, help);
    context.fillStyle = '#0b6b66';
    context.fillRect(1, 2, 3, 4);
    context.strokeStyle = '#7d8994';
    context.lineWidth = 1.5;
    context.setLineDash([2, 4]);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(10, 5.126);
    context.stroke();
    context.font = '600 12px system-ui, "Segoe UI"';
    context.textAlign = 'right';
    context.fillText('a < b & "c"', 30, 10);
    expect(context.toText('Loss', '#ffffff')).toBe(
      [
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">',
        '<title>Loss</title>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<path d="M1 2L4 2L4 6L1 6Z" fill="#0b6b66"/>',
        '<path d="M0 0L10 5.13" fill="none" stroke="#7d8994" stroke-width="1.5" stroke-dasharray="2 4"/>',
        '<text x="30" y="10" font-size="12" font-family="system-ui, &quot;Segoe UI&quot;" font-weight="600" text-anchor="end" fill="#0b6b66">a &lt; b &amp; &quot;c&quot;</text>',
        '</svg>',
        '',
      ].join('\n'),
    );
  });

  test('a path that begins with a line begins there, and points that are no numbers are left out', () => {
    const [path] = drawn((context) => {
      context.beginPath();
      context.lineTo(NaN, 1);
      context.lineTo(1, 1);
      context.lineTo(2, 2);
      context.stroke();
    });
    expect(path).toContain('d="M1 1L2 2"');
  });

  test('save and restore bring the style back and close the clip', () => {
    const lines = drawn((context) => {
      context.save();
      context.globalAlpha = 0.5;
      context.beginPath();
      context.rect(0, 0, 10, 10);
      context.clip();
      context.fill();
      context.restore();
      context.fillRect(0, 0, 1, 1);
    });
    expect(lines).toEqual([
      '<defs><clipPath id="clip0"><path d="M0 0L10 0L10 10L0 10Z"/></clipPath></defs>',
      '<g clip-path="url(#clip0)">',
      '<path d="M0 0L10 0L10 10L0 10Z" fill="#000000" fill-opacity="0.5"/>',
      '</g>',
      '<path d="M0 0L1 0L1 1L0 1Z" fill="#000000"/>',
    ]);
  });

  test('groups that are still open at the end are closed', () => {
    const context = new SvgContext(10, 10, help);
    for (let i = 0; i < 2; ++i) {
      context.save();
      context.beginPath();
      context.rect(0, 0, 10, 10);
      context.clip();
    }
    const text = context.toText('t');
    expect(text.match(/<g /g)).toHaveLength(2);
    expect(text.match(/<\/g>/g)).toHaveLength(2);
  });

  test('transformations move paths and turn texts', () => {
    const [path, word] = drawn((context) => {
      context.translate(10, 20);
      context.scale(2, 2);
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(0, 0);
      context.lineTo(1, 1);
      context.stroke();
      context.rotate(-Math.PI / 2);
      context.fillText('y', 0, 0);
    });
    expect(path).toContain('d="M10 20L12 22"');
    expect(path).toContain('stroke-width="2"');
    expect(word).toContain('transform="matrix(0 -2 2 0 10 20)"');
  });

  test('a circle is four curves that close upon each other', () => {
    const [path = ''] = drawn((context) => {
      context.beginPath();
      context.arc(5, 5, 4, 0, 2 * Math.PI);
      context.fill();
    });
    expect(path.match(/C/g)).toHaveLength(4);
    expect(path).toMatch(/^<path d="M9 5L?/);
    expect(path).toMatch(/ 9 5" fill/);
    const [quarter = ''] = drawn((context) => {
      context.beginPath();
      context.arc(0, 0, 10, 0, -Math.PI / 2, true);
      context.stroke();
    });
    expect(quarter.match(/C/g)).toHaveLength(1);
    expect(quarter).toContain(' 0 -10"');
  });

  test('gradients and images are part of the file', () => {
    const lines = drawn((context) => {
      const gradient = context.createLinearGradient(0, 10, 0, 0);
      gradient.addColorStop(0, '#000');
      gradient.addColorStop(1, '#fff');
      context.fillStyle = gradient;
      context.fillRect(0, 0, 5, 10);
      context.imageSmoothingEnabled = false;
      context.drawImage({} as CanvasImageSource, 1, 2, 3, 4);
    }).join('\n');
    expect(lines).toContain(
      '<linearGradient id="gradient0" gradientUnits="userSpaceOnUse" x1="0" y1="10" x2="0" y2="0"><stop offset="0" stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient>',
    );
    expect(lines).toContain('fill="url(#gradient0)"');
    expect(lines).toContain('image-rendering="pixelated" href="data:image/png;base64,AA=="');
  });

  test('a rectangle of an image is asked for as such', () => {
    const asked: (readonly number[])[] = [];
    const dataUrl = (_: CanvasImageSource, part: readonly number[]): string => {
      asked.push(part);
      return 'data:image/png;base64,AA==';
    };
    const context = new SvgContext(10, 10, { ...help, dataUrl });
    context.drawImage({} as CanvasImageSource, 28, 56, 28, 28, 1, 2, 3, 4);
    expect(asked).toEqual([[28, 56, 28, 28]]);
    expect(context.toText('t')).toContain('<image x="1" y="2" width="3" height="4"');
  });

  test('what cannot be written is refused instead of left out', () => {
    const context = new SvgContext(10, 10, help);
    expect(() => context.drawImage({} as CanvasImageSource, 1, 2)).toThrow('place and a size');
    expect(() => context.stroke({})).toThrow('Path2D');
  });

  test('outlines are drawn as on the screen, and every mark is one', () => {
    const [path] = drawn((context) => {
      context.translate(10, 0);
      context.beginPath();
      Outline.polygon(0, 0, 4, 0, 4, 3).trace(context);
      context.fill();
    });
    expect(path).toContain('d="M10 0L14 0L14 3Z"');
    expect(Outline.polygon(0, 0, 4, 0, 4, 3).d).toBe('M0 0L4 0L4 3Z');
    expect(new Outline().moveTo(0, 1).bezierCurveTo(1, 2, 3, 4, 5, 6).d).toBe('M0 1C1 2 3 4 5 6');
    markShapes.forEach((_, shape) => {
      const lines = drawn((context) => {
        const style = { fill: '#111111', outline: '#222222' };
        const on = context as unknown as CanvasRenderingContext2D;
        drawMark(on, shape, 20, 20, 5, style);
      });
      expect(lines.map((line) => / (fill|stroke)="(#\d+)"/.exec(line)?.[2])).toEqual([
        '#111111',
        '#222222',
      ]);
    });
  });

  test('a table becomes a picture with its images, and the same numbers', () => {
    const image = {} as HTMLCanvasElement;
    const palette = new Proxy({} as Palette, { get: () => '#123456' });
    const rows = [
      ['cat', 0.25],
      ['dog', null],
    ];
    const table = { name: 'n', title: 't', header: ['class', 'share'], rows };
    const plot = tablePicture({ ...table, images: [image, null], above: image }, palette);
    const context = new SvgContext(plot.width, plot.height, help);
    const surface = { context: context as unknown as CanvasRenderingContext2D, ratio: 1 };
    plot.draw({ ...surface, width: plot.width, height: plot.height }, false);
    const text = context.toText('t');
    for (const word of ['class', 'share', 'cat', 'dog', '0.250'])
      expect(text).toContain(`>${word}<`);
    expect(text.match(/<image /g)).toHaveLength(2);
    expect(plot.csv()).toBe('class,share\r\ncat,0.25\r\ndog,\r\n');
  });

  test('axes are drawn by the code that draws them on the screen', () => {
    const context = new SvgContext(260, 120, help);
    const palette = new Proxy({} as Palette, { get: () => '#123456' });
    const box = { left: 40, top: 8, width: 210, height: 90 };
    const frame = new Frame(
      box,
      { low: 1, high: 1000 },
      { low: 0, high: 2 },
      { x: true, y: false },
    );
    frame.drawAxes(context as unknown as CanvasRenderingContext2D, palette, { x: 'epoch', y: '' });
    const text = context.toText('axes');
    for (const word of ['10', '100', 'epoch', '2']) expect(text).toContain(`>${word}</text>`);
    expect(text).not.toContain('NaN');
  });
});

describe('what plots are made of', () => {
  const info = new SmallSession({ data: { source: 'moons' } }).info;

  test('a grid is a row a point, from the lower left', () => {
    const planes = { outputs: 1, values: Float32Array.of(1, 2, 3, 4) };
    expect(gridTable(info, planes, { low: 0, high: 1 }, { low: 10, high: 20 })).toBe(
      'x1,x2,output\r\n0,10,1\r\n1,10,2\r\n0,20,3\r\n1,20,4\r\n',
    );
  });

  test('parameters are told by layer, unit and input', () => {
    const layers = [
      { inputs: 2, units: 1, bias: true },
      { inputs: 1, units: 2, bias: false },
    ];
    expect(parametersTable({ ...info, layers }, [0.5, -1, 3, 7, 8])).toBe(
      'layer,unit,input,value\r\n1,1,1,0.5\r\n1,1,2,-1\r\n1,1,bias,3\r\n2,1,1,7\r\n2,2,1,8\r\n',
    );
  });

  test('pairs have one column for the true class, or one for each target', () => {
    const classes = {
      ...info,
      outputs: 3,
      task: { kind: 'classes', names: ['a', 'b', 'c'] },
    } as const;
    expect(pairsTable(classes, [2], [0.1, 0.2, 0.7]).split('\r\n')).toEqual([
      'true class,predicted class a,predicted class b,predicted class c',
      '2,0.1,0.2,0.7',
      '',
    ]);
    const numbers = { ...info, outputs: 1, task: { kind: 'regression', names: ['y'] } } as const;
    expect(pairsTable(numbers, [1, 2], [1.5, 2.5])).toBe(
      'true y,predicted y\r\n1,1.5\r\n2,2.5\r\n',
    );
  });

  test('places tell part, inputs, truth and what the network says', () => {
    const rows = [
      { part: 'train', inputs: [1, 2], truth: 'a', said: [0.5, 0.25] },
      { part: 'grid', inputs: [3, 4], truth: null, said: null },
    ];
    expect(placesTable({ inputs: ['x1', 'x2'], columns: ['u', 'v'], rows })).toBe(
      'part,x1,x2,true,u,v\r\ntrain,1,2,a,0.5,0.25\r\ngrid,3,4,,,\r\n',
    );
  });

  test('a confusion matrix has its names on both sides', () => {
    const counts = Float64Array.of(3, 1, 0, 4);
    expect(confusionTable(['-1', '1'], { classes: 2, counts, step: 0 })).toBe(
      'true class,-1,1\r\n-1,3,1\r\n1,0,4\r\n',
    );
  });
});

test('paper has the colours of the light theme', () => {
  const file = path.join(import.meta.dirname, '../../web/src/styles/tokens.css');
  const css = readFileSync(file, 'utf8');
  const light = /\[data-scheme='light'\] \{([^}]*)\}/.exec(css)?.[1] ?? '';
  for (const [name, colour] of Object.entries(paper)) {
    expect(light).toContain(`--${name}: ${colour};`);
  }
});

describe('CSV', () => {
  test('commas, quotes and ends of lines are quoted, lines end as RFC 4180 says', () => {
    expect(
      csvText(
        ['name', 'a "b"'],
        [
          ['x,y', 1.5],
          ['two\nlines', null],
          ['plain', -1e-7],
        ],
      ),
    ).toBe('name,"a ""b"""\r\n"x,y",1.5\r\n"two\nlines",\r\nplain,-1e-7\r\n');
  });

  test('columns keep every digit, and what was not measured stays empty', () => {
    const columns = [
      { name: 'epoch', values: [0, 1] },
      { name: 'train loss', values: Float64Array.of(0.1 + 0.2, NaN) },
    ];
    expect(csvOfColumns(columns)).toBe('epoch,train loss\r\n0,0.30000000000000004\r\n1,\r\n');
    expect(csvOfColumns([])).toBe('\r\n');
  });
});
