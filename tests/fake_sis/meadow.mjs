// The system "Meadow" of adapters/template, as often as it is wanted: /meadow/NAME is one of them, with pupils, notes,
// faults and a log of its own. See README.md.
import { closeSync, openSync, readSync } from 'node:fs';

import { Faults, writeFaults } from './meadow_faults.mjs';
import { Limit } from './meadow_limit.mjs';

// Milliseconds that never jump: the machine's, or, where a test moves time itself, a file's first eight bytes.
class Time {
  constructor(path) {
    this.file = path ? openSync(path, 'r') : null;
    this.bytes = Buffer.alloc(8);
  }

  now() {
    if (this.file === null) return performance.now();
    readSync(this.file, this.bytes, 0, 8, 0);
    return Number(this.bytes.readBigInt64LE());
  }

  close() {
    if (this.file !== null) closeSync(this.file);
  }
}

class School {
  constructor() {
    this.time = new Time();
    this.roster = {};
    this.notes = new Map(); // of each pupil
    this.log = [];          // every write that took place, in order
    this.late = [];         // writes that will take place, by the time when
    this.requests = {};
    this.faults = new Faults();
    this.limit = new Limit();
    this.unique = false;
    this.away = [];         // [from, to] in ms of `time`
    this.nextId = 1;
    this.delay = 0;
  }

  configure(wanted) {
    if (wanted.clock) {
      this.time.close();
      this.time = new Time(wanted.clock);
    }
    if (wanted.roster) this.roster = wanted.roster;
    if (wanted.faults) {
      const { drawn } = this.faults;
      this.faults = new Faults(wanted.faults);
      this.faults.drawn = drawn;
    }
    if (wanted.limit) this.limit = new Limit(wanted.limit);
    if (wanted.away) this.away = wanted.away;
    if (wanted.delay_ms !== undefined) this.delay = wanted.delay_ms;
    this.unique = wanted.unique ?? this.unique;
  }

  isAway(now) {
    return this.away.some(([from, to]) => now >= from && now < to);
  }

  // What broke off and is filed all the same, as far as its time has come.
  fileLate(now) {
    while (this.late.length > 0 && this.late[0].due <= now) this.late.shift().write(now);
  }

  fileLater(due, write) {
    this.late.push({ due, write });
    this.late.sort((a, b) => a.due - b.due);
  }

  notesOf(pupil) {
    if (!this.notes.has(pupil)) this.notes.set(pupil, []);
    return this.notes.get(pupil);
  }

  // One write, now. Gives status and answer.
  write(now, method, pupil, id, version, fields) {
    const notes = this.notesOf(pupil);
    const logged = (note) => {
      this.log.push({ at: now, method, pupil, id: note.id, reference: note.reference, revision: note.revision ?? '',
        void: note.void === true, text: note.text });
      return { id: note.id, version: note.version };
    };
    if (method === 'POST') {
      if (this.unique && notes.some((note) => note.reference === fields.reference))
        return [409, { error: 'the reference is taken' }];
      const note = { ...fields, id: String(this.nextId++), version: '1' };
      notes.push(note);
      return [201, logged(note)];
    }
    const at = notes.findIndex((note) => note.id === id);
    if (at < 0) return [404, { error: 'no such note' }];
    if (notes[at].version !== version) return [412, { error: 'changed meanwhile' }];
    notes[at] = { ...notes[at], ...fields, id, version: String(Number(version) + 1) };
    return [200, logged(notes[at])];
  }

  told() {
    const notes = [];
    for (const [pupil, all] of this.notes) for (const note of all) notes.push({ pupil, ...note });
    return { notes, log: this.log, late: this.late.length, requests: this.requests, faults: this.faults.drawn };
  }
}

const lists = new Set(['pupils', 'carers', 'staff', 'classes']);

export class Meadow {
  constructor() {
    this.schools = new Map();
  }

  school(name) {
    if (!this.schools.has(name)) this.schools.set(name, new School());
    return this.schools.get(name);
  }

  take(answer) {
    const { request } = answer;
    const [path, query] = request.url.split('?');
    const [, , name, ...rest] = path.split('/').map(decodeURIComponent);
    // Read only where it is wanted: some faults come before.
    const body = (then) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => then(Buffer.concat(chunks).toString()));
    };
    return this.handle(answer, name, rest, new URLSearchParams(query), body);
  }

  handle(answer, name, rest, query, body) {
    const { method } = answer.request;
    if (rest[1] === 'quiet') return answer.json(200, {}); // whoever asks knows that all before has been read
    if (rest[0] === 'control') return body((text) => this.control(answer, name, method, text));
    const school = this.school(name);
    const now = school.time.now();
    school.fileLate(now);
    const isRead = method === 'GET';
    school.requests[method] = (school.requests[method] ?? 0) + 1;
    if (school.isAway(now)) {
      school.faults.count('away');
      return school.faults.upTo(1) === 0 ? answer.breakOff() : answer.json(503, { error: 'closed' });
    }
    const wait = isRead ? 0 : school.limit.wait(now);
    if (wait > 0) {
      school.faults.count('over_limit');
      return answer.json(429, { error: 'too many' }, { 'retry-after': String(wait) });
    }
    const fault = school.faults.draw(isRead);
    if (isRead) return this.read(answer, school, rest, query, fault);
    return this.write(answer, school, rest, body, fault);
  }

  control(answer, name, method, text) {
    if (method === 'DELETE') {
      this.schools.get(name)?.time.close();
      this.schools.delete(name);
      return answer.json(200, {});
    }
    const school = this.school(name);
    if (method === 'POST') {
      school.configure(JSON.parse(text));
      return answer.json(200, {});
    }
    school.fileLate(school.time.now());
    return answer.json(200, school.told());
  }

  read(answer, school, [what, pupil, notes], query, fault) {
    let value;
    if (what === 'about') {
      value = { version: 2 };
    } else if (what === 'pupils' && notes === 'notes') {
      value = { notes: school.notesOf(pupil) };
    } else if (what === 'notes' || lists.has(what)) {
      const all = what === 'notes' ? school.told().notes : school.roster[what] ?? [];
      const offset = Number(query.get('offset') ?? 0);
      value = { total: all.length, [what]: all.slice(offset, offset + Number(query.get('limit') ?? 100)) };
    } else {
      return answer.json(404, { error: 'no such list' });
    }
    switch (fault) {
      case 'read_reset':
        return answer.breakOff();
      case 'read_truncated':
        return answer.half(200, value);
      case 'read_busy':
        return answer.json(503, { error: 'busy' });
      case 'read_limited':
        return answer.json(429, { error: 'too many' }, { 'retry-after': String(1 + school.faults.upTo(9)) });
      case 'read_signed_out':
        return answer.json(401, { error: 'who are you' });
      case 'read_slow':
        return setTimeout(() => answer.json(200, value), 3);
      default:
        return answer.json(200, value);
    }
  }

  write(answer, school, [, pupil, , id], body, fault) {
    if (fault === 'reset_before') return answer.breakOff();
    if (fault === 'reset_during') return answer.breakOffInBody();
    const { method, headers } = answer.request;
    return body((text) => {
      const fields = JSON.parse(text);
      const version = headers['if-match'];
      const write = (now) => school.write(now, method, pupil, id, version, fields);
      const files = writeFaults[fault]?.files ?? 'at once';
      const now = school.time.now();
      let [status, value] = [500, { error: 'before' }];
      if (files === 'at once') [status, value] = write(now);
      if (files === 'later') school.fileLater(now + school.faults.upTo(school.faults.lateMost), write);
      switch (fault) {
        case 'answer_lost':
        case 'late':
          return answer.breakOff();
        case 'truncated':
          return answer.half(status, value);
        case 'garbled':
          return answer.send(status, { 'content-type': 'application/json' }, '<p>It worked!');
        case 'fault_before':
        case 'fault_after':
          return answer.json(500, { error: 'something broke' });
        case 'busy':
          return answer.json(503, { error: 'busy' });
        case 'limited':
          return answer.json(429, { error: 'too many' }, { 'retry-after': String(1 + school.faults.upTo(29)) });
        case 'signed_out':
          return answer.json(401, { error: 'who are you' });
        case 'duplicate':
          if (school.unique) [status, value] = write(now);
          return answer.json(status, value);
        case 'slow':
          return setTimeout(() => answer.json(status, value), 3);
        default:
          if (school.delay > 0) return setTimeout(() => answer.json(status, value), school.delay);
          return answer.json(status, value);
      }
    });
  }
}
