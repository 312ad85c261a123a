// What goes wrong with requests to Meadow, drawn from a seed for each of them. The names are those of the
// report; `share` says how often each comes: {"answer_lost": 0.05} is one write in twenty.
import { generator } from './random.mjs';

// Of writes. `files`: when the write takes place: not at all, before the answer, or late.
export const writeFaults = {
  reset_before: { files: 'never' },  // the connection breaks when the head of the request is there
  reset_during: { files: 'never' },  // ... when the first bytes of its body are there
  answer_lost: { files: 'at once' }, // it is filed, and the connection breaks
  late: { files: 'later' },          // the connection breaks, and it is filed up to `late_ms` after
  truncated: { files: 'at once' },   // half an answer, then the end of the connection
  garbled: { files: 'at once' },     // 201, and no JSON
  fault_before: { files: 'never' },  // 500
  fault_after: { files: 'at once' }, // 500, though it is filed
  busy: { files: 'never' },          // 503
  limited: { files: 'never' },       // 429 with Retry-After
  signed_out: { files: 'never' },    // 401, at times for the next requests too
  slow: { files: 'at once' },
  // The network brings the request twice and gives the second answer. Only where references are unique:
  // nobody can help it elsewhere.
  duplicate: { files: 'at once' },
};
export const readFaults = ['read_reset', 'read_truncated', 'read_busy', 'read_limited', 'read_slow', 'read_signed_out'];

export class Faults {
  constructor({ seed = 1, share = {}, late_ms = 0 } = {}) {
    this.random = generator(seed);
    this.share = share;
    this.lateMost = late_ms;
    this.signedOut = 0; // how many requests more are answered 401
    this.drawn = {};
  }

  // Counts what takes place, also what was not drawn by lot.
  count(fault) {
    this.drawn[fault] = (this.drawn[fault] ?? 0) + 1;
    return fault;
  }

  draw(isRead) {
    if (this.signedOut > 0) {
      this.signedOut--;
      return this.count(isRead ? 'read_signed_out' : 'signed_out');
    }
    let at = this.random();
    for (const fault of isRead ? readFaults : Object.keys(writeFaults)) {
      at -= this.share[fault] ?? 0;
      if (at >= 0) continue;
      if (fault.endsWith('signed_out') && this.random() < 0.3) this.signedOut = Math.floor(this.random() * 6);
      return this.count(fault);
    }
    return 'none';
  }

  // In whole numbers from 0 to `most`.
  upTo(most) {
    return Math.floor(this.random() * (most + 1));
  }
}
