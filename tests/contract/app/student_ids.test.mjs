// Ids that changed in the school's system, as its administrator meets them.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { must, newFolder, run } from './school.mjs';

const tables = {
  'manifest.csv': 'propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.academicSessions,bulk\n' +
    'file.classes,bulk\nfile.courses,bulk\nfile.demographics,bulk\nfile.enrollments,bulk\nfile.orgs,bulk\n' +
    'file.roles,bulk\nfile.users,bulk\n',
  'academicSessions.csv': 'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n' +
    'sy,,,Jaar,schoolYear,2020-08-01,2099-07-31,,2099\n',
  'orgs.csv': 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,De Linde,school,,\n',
  'courses.csv': 'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId\n' +
    'k1,,,sy,Groep,,,o1\n',
  'classes.csv': 'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,' +
    'schoolSourcedId,termSourcedIds\nc1,,,2A,2,k1,,homeroom,,o1,sy\n',
};

// A class of mentor m1. Pupils: [id, given name, family name, birth date, id of the guardian].
function roster(folder, pupils) {
  mkdirSync(join(folder, 'school'), { recursive: true });
  const put = (name, text) => writeFileSync(join(folder, 'school', name), text);
  for (const [name, text] of Object.entries(tables)) put(name, text);
  const people = [['m1', 'Els', 'Bakker', 'teacher', ''],
    ...pupils.map(([id, given, family, , guardian]) => [id, given, family, 'student', guardian]),
    ...pupils.map(([, , family, , guardian]) => [guardian, 'Ouder', family, 'parent', ''])];
  put('users.csv', 'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,agentSourcedIds,' +
    'grades,primaryOrgSourcedId\n' + people.map(([id, given, family, , agent]) =>
    `${id},,,true,${id},${given},${family},${agent},,o1\n`).join(''));
  put('roles.csv', 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n' +
    people.map(([id, , , role]) => `r-${id},,,${id},primary,${role},,,o1\n`).join(''));
  put('demographics.csv', 'sourcedId,status,dateLastModified,birthDate\n' +
    pupils.map(([id, , , birth]) => `${id},,,${birth}\n`).join(''));
  put('enrollments.csv', 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,' +
    'beginDate,endDate\ne-m,,,c1,o1,m1,teacher,,2020-08-01,2099-07-31\n' +
    pupils.map(([id]) => `e-${id},,,c1,o1,${id},student,,2020-08-01,2099-07-31\n`).join(''));
  return must(folder, ['import', 'school']);
}

function school() {
  const folder = newFolder();
  must(folder, ['init', '--school', 'De Linde']);
  roster(folder, [['s1', 'Noor', 'Visser', '2013-03-01', 'g1'], ['s2', 'Daan', 'Mulder', '2013-04-02', 'g2']]);
  for (const id of ['s1', 's2']) {
    must(folder, ['record', id, '--as', 'mentor:m1', '--key-point', `Punt van ${id}`, '--place', 'school']);
  }
  return folder;
}
const history = (folder, id) => must(folder, ['history', id, '--as', 'care_coordinator']);

test('at roll-over the files follow, and import says how many', () => {
  const folder = school();
  const said = roster(folder, [['n1', 'Noor', 'Visser', '2013-03-01', 'h1'], ['n2', 'Daan', 'Mulder', '2013-04-02', 'h2']]);
  assert.match(said, /2 students go on under another id/);
  for (const id of ['s1', 'n1']) assert.match(history(folder, id), /Punt van s1/);
  assert.match(must(folder, ['students', 'doubts']), /No questions/);
});

test('a doubt is listed without a name, and decided by --accept or --reject', () => {
  const folder = school();
  const said = roster(folder, [['n1', 'Noor', 'Visser', '', 'h1'], ['n2', 'Daan', 'Mulder', '', 'h2']]);
  assert.match(said, /2 students of whom somebody must say who is who/);
  const list = must(folder, ['students', 'doubts']);
  assert.match(list, /s1 .* n1 .*given name, family name, a guardian/);
  assert.doesNotMatch(list, /Noor|Visser/);
  must(folder, ['students', 'doubts', '--accept', 's1', 'n1']);
  assert.match(history(folder, 'n1'), /Punt van s1/);
  must(folder, ['students', 'doubts', '--reject', 's2']);
  assert.doesNotMatch(history(folder, 'n2'), /Punt van s2/);
  assert.match(must(folder, ['students', 'doubts']), /No questions/);
  assert.equal(run(folder, ['students', 'doubts', '--accept', 's1']).code, 2);
});

test('merge, renumber and unmerge say what they would do, and do it with --yes', () => {
  const folder = school();
  roster(folder, [['s2', 'Daan', 'Mulder', '2013-04-02', 'g2'], ['n1', 'Nora', 'Visser', '2013-03-02', 'h1']]);
  assert.match(must(folder, ['students', 'renumber', 's1', 'n1']), /s1: 1 event\nn1: 0 events[^]*Nothing was changed/);
  assert.doesNotMatch(history(folder, 'n1'), /Punt van s1/);
  assert.match(must(folder, ['students', 'renumber', 's1', 'n1', '--yes']), /One file now, under n1/);
  assert.match(history(folder, 'n1'), /Punt van s1/);
  roster(folder, [['s2', 'Daan', 'Mulder', '2013-04-02', 'g2']]);
  must(folder, ['students', 'merge', 'n1', 's2', '--yes']);
  for (const id of ['s1', 'n1', 's2']) {
    for (const point of ['Punt van s1', 'Punt van s2']) assert.ok(history(folder, id).includes(point), `${id} ${point}`);
  }
  must(folder, ['students', 'unmerge', 'n1', '--yes']);
  assert.doesNotMatch(history(folder, 's2'), /Punt van s1/);
  assert.match(must(folder, ['audit', 'verify']), /The journal is whole/);
});

test('the plain list of students is as it was', () => {
  const folder = school();
  assert.match(must(folder, ['students', '--query', 'Noor']), /s1 .*Noor Visser/);
});

test('--guardian alone decides nothing, and is said to be too little', () => {
  const folder = newFolder();
  must(folder, ['init', '--school', 'De Linde']);
  const done = run(folder, ['students', 'doubts', '--guardian', 'g1']);
  assert.equal(done.code, 2);
  assert.match(done.err, /--accept or --reject/);
});
