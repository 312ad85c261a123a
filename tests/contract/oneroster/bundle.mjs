// A OneRoster 1.2 CSV bundle, as a folder or a zip file, as the rows that a REST service gives.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

// RFC 4180.
function parseCsv(text) {
  const rows = [[]];
  let field = '', quoted = false;
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') { field += '"'; ++i; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') { rows.at(-1).push(field); field = ''; }
    else if (c === '\n') { rows.at(-1).push(field); field = ''; rows.push([]); }
    else if (c !== '\r') field += c;
  }
  if (field !== '' || rows.at(-1).length > 0) rows.at(-1).push(field); else rows.pop();
  const [names, ...values] = rows;
  return values.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
}

// The files of a zip archive by their names, by its central directory.
function unzip(bytes) {
  const files = {};
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; --count) {
    const size = bytes.readUInt32LE(at + 20), local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(data, data + size);
    files[name] = (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString();
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

const list = (text) => text.split(',').map((part) => part.trim()).filter((part) => part !== '');
const reference = (sourcedId, type) => ({ sourcedId, type });
const references = (text, type) => list(text).map((id) => reference(id, type));
const common = (row) => ({
  sourcedId: row.sourcedId, status: row.status || 'active', dateLastModified: row.dateLastModified,
});

function userOf(row, roles, version) {
  const metadata = Object.fromEntries(Object.entries(row)
    .filter(([name, value]) => name.startsWith('metadata.') && value !== '')
    .map(([name, value]) => [name.slice('metadata.'.length), value]));
  const user = {
    ...common(row), enabledUser: row.enabledUser, username: row.username ?? '', email: row.email ?? '',
    givenName: row.givenName, familyName: row.familyName, identifier: row.identifier ?? '',
    agents: references(row.agentSourcedIds, 'user'), grades: list(row.grades), metadata,
  };
  if (version === '1.1') {
    return { ...user, role: roles[0].role, orgs: references(roles[0].orgSourcedId, 'org') };
  }
  return {
    ...user,
    preferredFirstName: row.preferredGivenName ?? '', preferredLastName: row.preferredFamilyName ?? '',
    ...(row.primaryOrgSourcedId ? { primaryOrg: reference(row.primaryOrgSourcedId, 'org') } : {}),
    roles: roles.map((role) => ({
      roleType: role.roleType, role: role.role, org: reference(role.orgSourcedId, 'org'),
    })),
  };
}

// Name of a list to its rows.
export function readBundle(path, version) {
  const zipped = statSync(path).isDirectory() ? null : unzip(readFileSync(path));
  const rows = (name) => parseCsv(zipped ? zipped[`${name}.csv`] : readFileSync(join(path, `${name}.csv`), 'utf8'));
  const roles = new Map();
  for (const role of rows('roles')) {
    roles.set(role.userSourcedId, [...(roles.get(role.userSourcedId) ?? []), role]);
  }
  return {
    orgs: rows('orgs').map((row) => ({ ...common(row), name: row.name, type: row.type })),
    academicSessions: rows('academicSessions').map((row) => ({
      ...common(row), title: row.title, type: row.type, startDate: row.startDate, endDate: row.endDate,
      schoolYear: row.schoolYear,
    })),
    courses: rows('courses').map((row) => ({
      ...common(row), courseCode: row.courseCode, schoolYear: reference(row.schoolYearSourcedId, 'academicSession'),
    })),
    classes: rows('classes').map((row) => ({
      ...common(row), title: row.title, classType: row.classType, grades: list(row.grades),
      course: reference(row.courseSourcedId, 'course'), school: reference(row.schoolSourcedId, 'org'),
      terms: references(row.termSourcedIds, 'academicSession'),
    })),
    users: rows('users').map((row) => userOf(row, roles.get(row.sourcedId), version)),
    enrollments: rows('enrollments').map((row) => ({
      ...common(row), class: reference(row.classSourcedId, 'class'), user: reference(row.userSourcedId, 'user'),
      role: row.role, primary: row.primary, beginDate: row.beginDate || null, endDate: row.endDate || null,
    })),
    demographics: rows('demographics').map((row) => ({ ...common(row), birthDate: row.birthDate, sex: row.sex || null })),
  };
}
