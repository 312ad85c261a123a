// Entries that are filed, with faults drawn from a seed. What a client must get right is in counters().

import { generator } from './random.mjs';

const writeFaults = ['reset_before', 'answer_lost', 'slow', 'fault_before', 'fault_after', 'busy', 'limited', 'duplicate'];
const readFaults = ['read_reset', 'read_busy'];

export class Entries {
  constructor() {
    this.clear();
  }

  clear() {
    this.byMarker = new Map();
    this.posts = 0;
    this.drawn = {};
    this.setFaults({ seed: 1, share: {} });
  }

  setFaults({ seed, share }) {
    this.random = generator(seed);
    this.share = share;
  }

  draw(faults) {
    let at = this.random();
    for (const fault of faults) {
      at -= this.share[fault] ?? 0;
      if (at < 0) {
        this.drawn[fault] = (this.drawn[fault] ?? 0) + 1;
        return fault;
      }
    }
    return 'none';
  }

  file(entry) {
    const same = this.byMarker.get(entry.marker) ?? [];
    same.push({ ...entry, id: `${entry.marker}/${same.length + 1}` });
    this.byMarker.set(entry.marker, same);
    return same.at(-1);
  }

  post(answer, body) {
    this.posts++;
    let entry;
    try {
      entry = JSON.parse(body);
    } catch {
      return answer.json(400, { error: 'no JSON' });
    }
    switch (this.draw(writeFaults)) {
      case 'reset_before':
        return answer.breakOff();
      case 'answer_lost':
      case 'duplicate':
        this.file(entry);
        return answer.breakOff();
      case 'slow': {
        const filed = this.file(entry);
        return setTimeout(() => answer.json(201, filed), 300);
      }
      case 'fault_before':
        return answer.json(500, { error: 'before' });
      case 'fault_after':
        this.file(entry);
        return answer.json(500, { error: 'after' });
      case 'busy':
        return answer.json(503, { error: 'busy' });
      case 'limited':
        return answer.json(429, { error: 'limited' }, { 'retry-after': '0' });
      default:
        return answer.json(201, this.file(entry));
    }
  }

  get(answer, marker) {
    switch (this.draw(readFaults)) {
      case 'read_reset':
        return answer.breakOff();
      case 'read_busy':
        return answer.json(503, { error: 'busy' });
      default:
        return answer.json(200, this.byMarker.get(marker) ?? []);
    }
  }

  counters() {
    let entries = 0, doubled = 0;
    for (const same of this.byMarker.values()) {
      entries += same.length;
      if (same.length > 1) doubled++;
    }
    return { entries, markers: this.byMarker.size, doubled, posts: this.posts, faults: this.drawn };
  }
}
