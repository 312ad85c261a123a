// The commands, as a person at the command line meets them.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { must, newFolder, newSchool, run } from './school.mjs';

let folder;
before(() => {
  folder = newSchool();
});
const json = (args, input) => JSON.parse(must(folder, ['--json', ...args], input));

test('init makes a folder and files that nobody else may read', () => {
  for (const [path, mode] of [['data', 0o700], ['data/homevisit.json', 0o600], ['data/journal.key', 0o600]]) {
    assert.equal(statSync(join(folder, path)).mode & 0o777, mode, path);
  }
  const config = JSON.parse(readFileSync(join(folder, 'data/homevisit.json'), 'utf8'));
  assert.equal(config.school, 'De Wilgenhof');
  assert.equal(config.base, join(folder, 'data'));
});

test('init leaves what is there as it is', () => {
  const key = readFileSync(join(folder, 'data/journal.key'));
  const again = run(folder, ['init']);
  assert.equal(again.code, 1);
  assert.match(again.err, /--data/);
  assert.deepEqual(readFileSync(join(folder, 'data/journal.key')), key);
});

test('a command without a data folder says to make one', () => {
  const done = run(newFolder(), ['status']);
  assert.equal(done.code, 1);
  assert.match(done.err, /homevisit init --data/);
});

test('with a passphrase there is no key file, and nothing works without it or with another', () => {
  const own = newFolder();
  const secret = 'vier juiste paarden nietje';
  writeFileSync(join(own, 'phrase'), `${secret}\n`, { mode: 0o600 });
  writeFileSync(join(own, 'other'), 'een heel andere wachtzin\n', { mode: 0o600 });
  const made = must(own, ['init', '--passphrase-file', 'phrase']);
  assert.throws(() => statSync(join(own, 'data/journal.key')));
  assert.ok(!readFileSync(join(own, 'data/homevisit.json'), 'utf8').includes(secret));
  assert.ok(!made.includes(secret));
  must(own, ['status', '--passphrase-file', 'phrase']);
  for (const args of [['status'], ['status', '--passphrase-file', 'other']]) {
    const done = run(own, args);
    assert.notEqual(done.code, 0, args.join(' '));
    assert.ok(!(done.out + done.err).includes(secret));
  }
});

test('a passphrase that others may read is not used', () => {
  const own = newFolder();
  writeFileSync(join(own, 'phrase'), 'vier juiste paarden nietje\n');
  chmodSync(join(own, 'phrase'), 0o644);
  const done = run(own, ['init', '--passphrase-file', 'phrase']);
  assert.equal(done.code, 3);
  assert.match(done.err, /chmod 600/);
});

test('a key that is gone is system trouble', () => {
  const own = newFolder();
  must(own, ['init']);
  writeFileSync(join(own, 'data/journal.key'), '');
  assert.equal(run(own, ['status']).code, 3);
});

test('a configuration that is no JSON is said so', () => {
  const own = newFolder();
  mkdirSync(join(own, 'data'));
  writeFileSync(join(own, 'data/homevisit.json'), '{"journal": ');
  const done = run(own, ['status']);
  assert.equal(done.code, 1);
  assert.match(done.err, /homevisit\.json/);
});

for (const [what, args] of [
  ['nothing', []], ['no such command', ['visits']], ['no such option', ['status', '--fast']],
  ['a value missing', ['history']], ['a value not in the list', ['answer', '1', '--answer', 'perhaps']],
  ['no such role', ['students', '--as', 'parent:1']], ['a number that is none', ['serve', '--port', 'x']],
  ['an agreement in another form', ['record', '100001', '--agreement', 'somebody should call']],
]) {
  test(`${what} is a usage error`, () => assert.equal(run(folder, args).code, 2));
}

test('a command that is not there is named, with those that are like it', () => {
  assert.match(run(folder, ['verify']).err, /no command "verify".*audit verify.*homevisit --help/);
  assert.match(run(folder, ['--language', 'nl', 'verify']).err, /geen opdracht "verify".*audit verify.*Alle opdrachten/);
  assert.match(run(folder, ['audit', 'verifi']).err, /no command "verifi".*audit verify/);
  assert.match(run(folder, ['audit']).err, /Say what to do.*audit verify/);
  assert.match(run(folder, []).err, /Say what to do\. All commands/);
});

test('help and version are no errors', () => {
  assert.match(must(folder, ['--help']), /record/);
  assert.match(must(folder, ['record', '--help']), /--key-point/);
  assert.match(must(folder, ['--version']), /^homevisit \d+\.\d+\.\d+\n$/);
});

test('check, status and audit verify find a new school in order', () => {
  assert.match(must(folder, ['check']), /in order/);
  assert.match(must(folder, ['status']), /30 students/);
  assert.match(must(folder, ['audit', 'verify']), /whole/);
  assert.equal(json(['status']).roster.students, 30);
});

test('a trial import changes nothing', () => {
  const own = newFolder();
  must(own, ['init']);
  must(own, ['sample', '--students', '10', 's.zip']);
  assert.match(must(own, ['import', '--dry-run', 's.zip']), /Nothing was changed/);
  assert.equal(JSON.parse(must(own, ['--json', 'status'])).roster.students, 0);
});

test('a bad row is told by file, line and reason', () => {
  const own = newFolder();
  must(own, ['init']);
  must(own, ['sample', '--students', '10', 's.zip']);
  const bundle = join(own, 'bundle');
  mkdirSync(bundle);
  must(own, ['status']);
  writeFileSync(join(bundle, 'manifest.csv'), 'propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.users,bulk\nfile.orgs,bulk\n');
  writeFileSync(join(bundle, 'orgs.csv'), 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\ns1,,,School,school,,\n');
  writeFileSync(join(bundle, 'users.csv'),
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n' +
    '1,,,true,s1,student,u1,,Roos,Berg,,,,,,,,\n' +
    ',,,true,s1,student,u2,,Naam,Loos,,,,,,,,\n');
  const done = run(own, ['import', 'bundle']);
  assert.match(done.out, /users\.csv:3.*sourcedId/);
  assert.doesNotMatch(done.out + done.err, /Loos/);
});

test('a roster that lost most of its students waits for a person', () => {
  const own = newFolder();
  must(own, ['init']);
  for (const students of ['60', '10']) must(own, ['sample', '--students', students, `${students}.zip`]);
  must(own, ['import', '60.zip']);
  const refused = run(own, ['import', '10.zip']);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /60 students .* only 10.*homevisit refresh --accept/s);
  assert.equal(run(own, ['refresh', '--changes']).code, 1);
  assert.match(must(own, ['status']), /60 students/);
  assert.match(must(own, ['refresh', '--accept']), /^10 students/);
  assert.match(must(own, ['status']), /10 students/);
});

test('a file that is not there is refused', () => {
  assert.equal(run(folder, ['import', 'nowhere.zip']).code, 1);
});

test('students are found by group and by name, by those who may', () => {
  assert.match(must(folder, ['students', '--group', 'ps-1-5A']), /100001 {2,}Roos/);
  assert.match(must(folder, ['students', '--query', '100001', '--as', 'mentor:9001']), /Roos/);
  assert.equal(run(folder, ['students', '--as', 'it']).code, 1);
});

const visit = (extra, date = '2026-10-12') =>
  ['record', '100001', '--visitor', '9001', '--date', date, ...extra];

test('a visit is recorded with everything that belongs to it, and shown', () => {
  must(folder, visit(['--key-point', 'Leest graag', '--key-point', 'Zus helpt', '--guardian', '500001',
    '--interpreter', 'phone', '--interpreter-language', 'tr', '--arranged-by', 'school',
    '--agreement', 'school: belt in januari (by 2027-01-15)', '--agreement', 'ouder: leest voor',
    '--next-contact', '2027-01-15', '--minutes', '45', '--place', 'home']));
  const { timeline, agreements, next_contact: next } = json(['history', '100001']);
  const { visit: recorded } = timeline.find((entry) => entry.visit?.report.key_points?.[0] === 'Leest graag');
  assert.deepEqual(recorded.report.key_points, ['Leest graag', 'Zus helpt']);
  assert.deepEqual(recorded.interpreter, { kind: 'phone', language: 'tr', arranged_by: 'school' });
  assert.deepEqual(agreements.map(({ who, what, by }) => [who, what, by]),
    [['school', 'belt in januari', '2027-01-15'], ['parent', 'leest voor', undefined]]);
  assert.equal(next.date, '2027-01-15');
  const text = must(folder, ['history', '100001', '--language', 'nl']);
  assert.match(text, /Huisbezoek, thuis/);
  assert.match(text, /- Zus helpt/);
  assert.match(text, /school: belt in januari, uiterlijk 2027-01-15 \(open\)/);
});

test('the same submission is recorded once', () => {
  const args = visit(['--key-point', 'Een keer', '--submission', 'same-submission-1']);
  must(folder, args);
  must(folder, args);
  assert.equal(must(folder, ['history', '100001']).match(/- Een keer/g).length, 1);
});

test('what a rule forbids is refused with the place, and nothing is recorded', () => {
  const done = run(folder, visit(['--key-point', 'Morgen'], '2031-01-01'));
  assert.equal(done.code, 1);
  assert.match(done.err, /\/date/);
  assert.doesNotMatch(must(folder, ['history', '100001']), /Morgen/);
});

test('a decline is recorded and reads like any other answer (R1)', () => {
  must(folder, ['answer', '100001', '--guardian', '500001', '--answer', 'declined', '--channel', 'phone']);
  assert.match(must(folder, ['history', '100001']), /Prefers no home visit/);
  assert.match(must(folder, ['history', '100001', '--language', 'nl']), /Liever geen huisbezoek/);
});

test('call takes its request from a file or from standard input', () => {
  writeFileSync(join(folder, 'request.json'), '{"student":"100001"}');
  const file = JSON.parse(must(folder, ['call', 'student.history', 'request.json']));
  const input = JSON.parse(must(folder, ['call', 'student.history', '-'], '{"student":"100001"}'));
  assert.equal(file.student.id, '100001');
  assert.deepEqual(input.timeline, file.timeline);
  assert.equal(run(folder, ['call', 'student.history', 'nowhere.json']).code, 1);
  assert.equal(run(folder, ['call', 'student.history', '-'], 'no json').code, 1);
  assert.equal(run(folder, ['call', 'no.such']).code, 1);
});

test('with --json a refusal is an error document, and the sentence goes to stderr', () => {
  const done = run(folder, ['history', 'nobody', '--json']);
  assert.equal(done.code, 1);
  assert.equal(JSON.parse(done.out).error.status, 'not_found');
  assert.match(done.err, /^homevisit: .*unknown_student/);
});

test('describe lists the operations and shows the schemas of one', () => {
  assert.match(must(folder, ['describe']), /visit\.record/);
  assert.match(must(folder, ['describe', 'visit.record']), /"submission"/);
});

test('deliver says what was put into the student files', () => {
  assert.match(must(folder, ['deliver']), /\d+ put into the student files, 0 still wait/);
});

test('reconcile says that all stands as it was filed, in two languages', () => {
  assert.match(must(folder, ['reconcile']), /as they were filed/);
  assert.match(must(folder, ['--language', 'nl', 'reconcile', '--student', '100001', '--repair']),
    /^1 leerling, .*zoals ze erin gezet zijn/);
});

test('a journal that was lost is made again from the student files', () => {
  const before = json(['history', '100001', '--as', 'mentor:9001']);
  const config = JSON.parse(readFileSync(join(folder, 'data/homevisit.json'), 'utf8'));
  mkdirSync(join(folder, 'lost'));
  for (const file of readdirSync(join(folder, 'data')))
    if (file.startsWith(config.journal)) renameSync(join(folder, 'data', file), join(folder, 'lost', file));
  config.create = true;
  writeFileSync(join(folder, 'data/homevisit.json'), JSON.stringify(config), { mode: 0o600 });
  const said = must(folder, ['--language', 'nl', 'rebuild', '--from-sis']);
  assert.match(said, /gebeurtenis(sen)? teruggezet uit/);
  assert.match(said, /reservekopie/);
  const after = json(['history', '100001', '--as', 'mentor:9001']);
  const visits = (history) => history.timeline.filter((item) => item.kind === 'visit' && item.recorded.filed === 'filed')
    .map((item) => item.visit.report.key_points);
  assert.ok(visits(before).length > 0);
  assert.deepEqual(visits(after), visits(before));
  assert.match(must(folder, ['rebuild', '--from-sis']), /were here already/);
});

test('rebuild names where from', () => {
  assert.equal(run(folder, ['rebuild']).code, 2);
});

test('the same seed makes the same school', () => {
  must(folder, ['sample', '--seed', '7', '--students', '12', 'one.zip']);
  must(folder, ['sample', '--seed', '7', '--students', '12', 'two.zip']);
  assert.deepEqual(readFileSync(join(folder, 'one.zip')), readFileSync(join(folder, 'two.zip')));
});
