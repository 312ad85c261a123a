// An Ed-Fi server of made-up people for the benchmarks, with change queries: rows are ready as text, and found by the
// people in them without looking at all. Counts requests and rows.
import { createServer } from 'node:http';

const data = '/api/data/v3/ed-fi/';

// The fields by which the adapter asks for rows, and where they stand.
const indexed = {
  students: { studentUniqueId: (r) => r.studentUniqueId },
  studentSchoolAssociations: { studentUniqueId: (r) => r.studentReference.studentUniqueId },
  studentEducationOrganizationAssociations: { studentUniqueId: (r) => r.studentReference.studentUniqueId },
  contacts: { contactUniqueId: (r) => r.contactUniqueId },
  studentContactAssociations: { studentUniqueId: (r) => r.studentReference.studentUniqueId,
    contactUniqueId: (r) => r.contactReference.contactUniqueId },
  staffs: { staffUniqueId: (r) => r.staffUniqueId },
  staffEducationOrganizationAssignmentAssociations: { staffUniqueId: (r) => r.staffReference.staffUniqueId },
  sections: { sectionIdentifier: (r) => r.sectionIdentifier },
  studentSectionAssociations: { studentUniqueId: (r) => r.studentReference.studentUniqueId,
    sectionIdentifier: (r) => r.sectionReference.sectionIdentifier },
  staffSectionAssociations: { sectionIdentifier: (r) => r.sectionReference.sectionIdentifier },
  schools: {},
  schoolYearTypes: {},
};

class Rows {
  constructor(fields) {
    this.texts = [];
    this.fields = fields;
    this.by = Object.fromEntries(Object.keys(fields).map((name) => [name, new Map()]));
    this.changed = []; // [version, place]
    this.deleted = []; // [version, text]
  }

  add(row, version) {
    const place = this.texts.push(JSON.stringify(row)) - 1;
    for (const [name, of] of Object.entries(this.fields)) {
      const key = of(row);
      if (!this.by[name].has(key)) this.by[name].set(key, []);
      this.by[name].get(key).push(place);
    }
    if (version) this.changed.push([version, place]);
    return place;
  }

  replace(place, row, version) {
    this.texts[place] = JSON.stringify(row);
    this.changed.push([version, place]);
  }

  remove(place, keyValues, version) {
    this.texts[place] = null;
    this.deleted.push([version, JSON.stringify({ id: `d${version}`, changeVersion: version, keyValues })]);
  }

  find(query) {
    for (const [name, index] of Object.entries(this.by)) {
      if (query.has(name)) return (index.get(query.get(name)) ?? []).map((place) => this.texts[place]).filter(Boolean);
    }
    const within = ([version]) => version >= Number(query.get('minChangeVersion')) && version <= Number(query.get('maxChangeVersion'));
    if (query.has('minChangeVersion')) {
      return [...new Set(this.changed.filter(within).map(([, place]) => place))].map((place) => this.texts[place]).filter(Boolean);
    }
    return this.texts;
  }
}

// 24 students to a home room with a mentor, 1.95 guardians a student.
export function makeDistrict(students) {
  const lists = Object.fromEntries(Object.entries(indexed).map(([name, fields]) => [name, new Rows(fields)]));
  const section = (i) => ({ localCourseCode: 'HR', schoolId: 1, schoolYear: 2027, sessionName: 'Year', sectionIdentifier: `g${Math.floor(i / 24)}` });
  lists.schools.add({ schoolId: 1, nameOfInstitution: 'De Wilgenhof' });
  lists.schoolYearTypes.add({ schoolYear: 2027, currentSchoolYear: true });
  for (let i = 0; i < students; ++i) {
    const student = { studentUniqueId: `s${i}` };
    lists.students.add({ ...student, firstName: `Leerling${i}`, lastSurname: `van den Achternaam-${i}`, birthDate: '2015-03-04' });
    lists.studentSchoolAssociations.add({ studentReference: student, schoolReference: { schoolId: 1 }, entryDate: '2026-08-20',
      entryGradeLevelDescriptor: 'uri://ed-fi.org/GradeLevelDescriptor#Fifth grade' });
    lists.studentEducationOrganizationAssociations.add({ studentReference: student, languages: [] });
    for (const id of i % 20 === 0 ? [`p${i}a`] : [`p${i}a`, `p${i}b`]) {
      lists.contacts.add({ contactUniqueId: id, firstName: `Ouder${i}`, lastSurname: `van den Achternaam-${i}` });
      lists.studentContactAssociations.add({ studentReference: student, contactReference: { contactUniqueId: id },
        relationDescriptor: 'uri://ed-fi.org/RelationDescriptor#Mother', legalGuardian: true, livesWith: true });
    }
    lists.studentSectionAssociations.add({ studentReference: student, sectionReference: section(i), beginDate: '2026-08-20', homeroomIndicator: true });
    if (i % 24 !== 0) continue;
    const { sectionIdentifier, ...offering } = section(i);
    const staff = { staffUniqueId: `t${sectionIdentifier}` };
    lists.sections.add({ sectionIdentifier, sectionName: `Groep ${sectionIdentifier}`, courseOfferingReference: offering });
    lists.staffs.add({ ...staff, firstName: 'Juf', lastSurname: `van ${sectionIdentifier}` });
    lists.staffEducationOrganizationAssignmentAssociations.add({ staffReference: staff, positionTitle: 'Teacher' });
    lists.staffSectionAssociations.add({ staffReference: staff, sectionReference: section(i),
      classroomPositionDescriptor: 'uri://ed-fi.org/ClassroomPositionDescriptor#Teacher of Record' });
  }
  return { lists, section, newest: 1000 };
}

// A quarter of them each: another name, another home room, a new student, one who is gone.
export function change(district, count) {
  const { lists } = district;
  for (let i = 0; i < count / 4; ++i) {
    const version = ++district.newest;
    const at = (n) => ({ studentUniqueId: `s${n}` });
    const renamed = 7 * i, moved = 7 * i + 1, gone = 7 * i + 2, fresh = `n${version}`;
    lists.students.replace(renamed, { ...at(renamed), firstName: 'Nieuwenaam', lastSurname: `Naam-${version}`, birthDate: '2015-03-04' }, version);
    const member = lists.studentSectionAssociations;
    member.remove(moved, { ...at(moved), ...district.section(moved), beginDate: '2026-08-20' }, version);
    member.add({ studentReference: at(moved), sectionReference: district.section(moved + 240), beginDate: '2026-11-01', homeroomIndicator: true }, version);
    lists.students.add({ studentUniqueId: fresh, firstName: 'Nieuw', lastSurname: `Kind-${version}`, birthDate: '2016-01-01' }, version);
    lists.studentSchoolAssociations.add({ studentReference: { studentUniqueId: fresh }, schoolReference: { schoolId: 1 }, entryDate: '2026-11-01',
      entryGradeLevelDescriptor: 'uri://ed-fi.org/GradeLevelDescriptor#Fifth grade' }, version);
    lists.studentSchoolAssociations.replace(gone, { studentReference: at(gone), schoolReference: { schoolId: 1 }, entryDate: '2026-08-20',
      exitWithdrawDate: '2026-11-01', entryGradeLevelDescriptor: 'uri://ed-fi.org/GradeLevelDescriptor#Fifth grade' }, version);
  }
}

export async function serve(district) {
  const counts = { rows: 0, requests: 0 };
  let origin = '';
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    const url = new URL(request.url, 'http://x');
    ++counts.requests;
    if (url.pathname === '/token') return response.end('{"access_token":"for-the-benchmark","token_type":"Bearer","expires_in":3600}');
    if (url.pathname === '/api') {
      return response.end(JSON.stringify({ version: '7.2', dataModels: [{ name: 'Ed-Fi', version: '5.0.0' }],
        urls: { dataManagementApi: `${origin}/api/data/v3/`, oauth: `${origin}/token`, changeQueries: `${origin}/api/changeQueries/v1/` } }));
    }
    if (url.pathname.endsWith('/availableChangeVersions')) {
      return response.end(`{"oldestChangeVersion":0,"newestChangeVersion":${district.newest}}`);
    }
    const [name, what] = url.pathname.slice(data.length).split('/');
    const list = district.lists[name];
    if (!list) return response.writeHead(404).end('{}');
    const query = url.searchParams;
    const within = ([version]) => version >= Number(query.get('minChangeVersion')) && version <= Number(query.get('maxChangeVersion'));
    const found = what === 'keyChanges' ? []
      : what === 'deletes' ? list.deleted.filter(within).map(([, text]) => text) : list.find(query);
    const offset = Number(query.get('offset') ?? 0);
    const rows = found.slice(offset, offset + Number(query.get('limit') ?? 25)).filter(Boolean);
    counts.rows += rows.length;
    if (query.has('totalCount')) response.setHeader('Total-Count', found.length);
    response.end(`[${rows.join(',')}]`);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${server.address().port}`;
  return { counts, origin, close: () => server.closeAllConnections() ?? server.close() };
}
