// Screenshots made smaller: Chromium writes PNGs of 16 million colours, where 256 well-chosen ones do.
// Only what a screenshot is can be read: 8 bits, RGB or RGBA, not interlaced.
import { Buffer } from 'node:buffer';
import zlib from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a pixel that is kept: red, green, blue. */
const kept = 3;

/** Colours that are nearer than this count as one while the palette is chosen. */
const grain = 3;
const mostColours = 256;

/**
 * The same picture with a palette.
 * @param {Buffer} png
 * @returns {Buffer}
 */
export function tighten(png) {
  const { width, height, pixels } = decode(png);
  const { palette, index } = reduce(pixels);
  return encode(width, height, palette, index);
}

/**
 * @typedef {object} Colour
 * @property {readonly [number, number, number]} rgb
 * @property {number} key of the rounded colour
 * @property {number} count pixels that have it
 */

/**
 * A palette by median cut: the box of colours that spans most, weighed by its pixels, is cut where
 * half of its pixels lie on each side, until there are enough boxes.
 * @param {Buffer} pixels
 */
function reduce(pixels) {
  const keys = new Uint32Array(pixels.length / kept);
  /** @type {Map<number, Colour>} */
  const colours = new Map();
  for (let i = 0; i < keys.length; ++i) {
    const [r = 0, g = 0, b = 0] = [0, 1, 2].map(
      (c) => Math.round((pixels[kept * i + c] ?? 0) / grain) * grain,
    );
    const key = (r << 16) | (g << 8) | b;
    keys[i] = key;
    const colour = colours.get(key);
    if (colour) ++colour.count;
    else colours.set(key, { rgb: [r, g, b], key, count: 1 });
  }
  /** @type {Colour[][]} */
  const boxes = [[...colours.values()]];
  while (boxes.length < mostColours) {
    const rank = boxes.map((box) => spread(box).span * Math.sqrt(sizeOf(box)));
    const at = rank.indexOf(Math.max(...rank));
    const box = boxes[at] ?? [];
    if (box.length < 2) break;
    boxes.splice(at, 1, ...cut(box));
  }
  /** @type {Map<number, number>} */
  const entry = new Map();
  const palette = boxes.map((box, i) => {
    for (const { key } of box) entry.set(key, i);
    const size = sizeOf(box);
    return [0, 1, 2].map((c) =>
      Math.round(box.reduce((sum, { rgb, count }) => sum + (rgb[c] ?? 0) * count, 0) / size),
    );
  });
  return { palette, index: Uint8Array.from(keys, (key) => entry.get(key) ?? 0) };
}

/** @param {readonly Colour[]} box */
function sizeOf(box) {
  return box.reduce((sum, { count }) => sum + count, 0);
}

/**
 * The channel in which a box of colours is longest.
 * @param {readonly Colour[]} box
 */
function spread(box) {
  const spans = [0, 1, 2].map((c) => {
    let [low, high] = [255, 0];
    for (const { rgb } of box) {
      low = Math.min(low, rgb[c] ?? 0);
      high = Math.max(high, rgb[c] ?? 0);
    }
    return Math.max(0, high - low);
  });
  const span = Math.max(...spans);
  return { span, channel: spans.indexOf(span) };
}

/**
 * @param {readonly Colour[]} box of two colours at least
 * @returns {[Colour[], Colour[]]}
 */
function cut(box) {
  const { channel } = spread(box);
  const sorted = [...box].sort(
    (a, b) => (a.rgb[channel] ?? 0) - (b.rgb[channel] ?? 0) || a.key - b.key,
  );
  const half = sizeOf(box) / 2;
  let sum = 0;
  let at = sorted.findIndex(({ count }) => (sum += count) >= half) + 1;
  at = Math.min(sorted.length - 1, Math.max(1, at));
  return [sorted.slice(0, at), sorted.slice(at)];
}

/** @param {Buffer} png */
function decode(png) {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('This is no PNG.');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, type, , , interlaced] = png.subarray(24, 29);
  const bytes = type === 6 ? 4 : kept;
  if (bits !== 8 || (type !== 2 && type !== 6) || interlaced !== 0) {
    throw new Error('This PNG is of another kind than a screenshot.');
  }
  /** @type {Buffer[]} */
  const data = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(png.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  const lines = zlib.inflateSync(Buffer.concat(data));
  const line = width * bytes;
  const pixels = Buffer.alloc(width * height * kept);
  let above = Buffer.alloc(line);
  for (let y = 0; y < height; ++y) {
    const filter = lines[y * (line + 1)] ?? 0;
    const here = lines.subarray(y * (line + 1) + 1, (y + 1) * (line + 1));
    for (let i = 0; i < line; ++i) {
      const left = i < bytes ? 0 : (here[i - bytes] ?? 0);
      const corner = i < bytes ? 0 : (above[i - bytes] ?? 0);
      here[i] = (here[i] ?? 0) + predicted(filter, left, above[i] ?? 0, corner);
    }
    for (let x = 0; x < width; ++x) {
      for (let c = 0; c < kept; ++c) {
        pixels[(y * width + x) * kept + c] = here[x * bytes + c] ?? 0;
      }
    }
    above = here;
  }
  return { width, height, pixels };
}

/**
 * Lines without a filter, which is best for a palette.
 * @param {number} width
 * @param {number} height
 * @param {readonly number[][]} palette
 * @param {Uint8Array} index
 */
function encode(width, height, palette, index) {
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y) {
    lines.set(index.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // 8 bits, a palette
  const packed = zlib.deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {number} filter
 * @param {number} left
 * @param {number} above
 * @param {number} corner
 */
function predicted(filter, left, above, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
  return (b ?? 0) <= (c ?? 0) ? above : corner;
}

/**
 * @param {string} name
 * @param {Buffer} data
 */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const all = Buffer.alloc(body.length + 8);
  all.writeUInt32BE(data.length, 0);
  body.copy(all, 4);
  all.writeUInt32BE(crc32(body), body.length + 4);
  return all;
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; ++i) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
