// Makes a screenshot small: a PNG of true colours becomes one of at most 256; a picture of text
// needs no more. Reads what Chromium writes: 8 bits, RGB or RGBA without transparency, not
// interlaced (PNG specification, third edition: chunks 5, filters 9, palette 11.2.2).
import {deflateSync, inflateSync} from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function unfiltered(filter, left, up, corner) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter === 0) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

// { width, height, colours }: each pixel as one number, red first.
function read(png) {
  const parts = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < png.length;) {
    const size = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      channels = {2: 3, 6: 4}[data[9]];
      if (data[8] !== 8 || !channels || data[12] !== 0) throw new Error('not a PNG of Chromium');
    }
    if (type === 'IDAT') parts.push(data);
    at += size + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * channels;
  const bytes = Buffer.alloc(row * height);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; ++x) {
      const at = y * row + x;
      const left = x >= channels ? bytes[at - channels] : 0;
      const up = y > 0 ? bytes[at - row] : 0;
      const corner = x >= channels && y > 0 ? bytes[at - row - channels] : 0;
      bytes[at] = raw[y * (row + 1) + 1 + x] + unfiltered(filter, left, up, corner);
    }
  }
  const colours = [];
  for (let at = 0; at < bytes.length; at += channels) colours.push(bytes.readUIntBE(at, 3));
  return {width, height, colours};
}

const distance = (a, b) => [16, 8, 0].reduce(
  (sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);

// The same picture in its 256 most frequent colours; others become the nearest of those.
export function withPalette(png) {
  const {width, height, colours} = read(png);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b)
    .slice(0, 256);
  const index = new Map();
  for (const colour of counts.keys()) {
    const distances = palette.map((candidate) => distance(candidate, colour));
    index.set(colour, distances.indexOf(Math.min(...distances)));
  }
  const rows = Buffer.alloc((width + 1) * height);  // each row begins with its filter: none
  colours.forEach((colour, at) => {
    rows[Math.floor(at / width) * (width + 1) + 1 + at % width] = index.get(colour);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const entries = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, at) => entries.writeUIntBE(colour, at * 3, 3));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', entries),
    chunk('IDAT', deflateSync(rows, {level: 9})), chunk('IEND', Buffer.alloc(0))]);
}
