// A OneRoster 1.2 service of made-up people for the benchmarks: all rows are ready as text, so that
// answering costs next to nothing. Counts rows and requests; `delay` is what a system takes for a page.
import { createServer } from 'node:http';

const root = '/ims/oneroster/rostering/v1p2/';
const date = '2026-08-01T00:00:00Z';

function user(id, role, given, more) {
  return JSON.stringify({
    sourcedId: id, status: 'active', dateLastModified: date, enabledUser: 'true', givenName: given,
    familyName: `van den Achternaam-${id}`, identifier: `n-${id}`, userMasterIdentifier: '',
    roles: [{ roleType: 'primary', role, org: { href: `/orgs/o1`, sourcedId: 'o1', type: 'org' } }],
    primaryOrg: { href: `/orgs/o1`, sourcedId: 'o1', type: 'org' }, ...more,
  });
}

// One teacher and one class for 24 students, 1.95 guardians a student.
export function makeLists(students) {
  const lists = { orgs: [], schools: [], academicSessions: [], courses: [], users: [], classes: [], enrollments: [], demographics: [] };
  lists.orgs.push(JSON.stringify({ sourcedId: 'o1', status: 'active', dateLastModified: date, name: 'De Wilgenhof', type: 'school' }));
  lists.schools = lists.orgs;
  lists.academicSessions.push(JSON.stringify({ sourcedId: 'y', status: 'active', dateLastModified: date, title: '2026-2027',
    type: 'schoolYear', startDate: '2026-08-01', endDate: '2027-07-31', schoolYear: '2027' }));
  lists.courses.push(JSON.stringify({ sourcedId: 'c', status: 'active', dateLastModified: date, title: 'Home', courseCode: 'HOME' }));
  for (let i = 0; i < students; ++i) {
    const group = `g${Math.floor(i / 24)}`;
    const parents = i % 20 === 0 ? [`p${i}a`] : [`p${i}a`, `p${i}b`];
    lists.users.push(user(`s${i}`, 'student', `Leerling${i}`, { grades: ['05'],
      agents: parents.map((id) => ({ href: `/users/${id}`, sourcedId: id, type: 'user' })) }));
    for (const id of parents) lists.users.push(user(id, 'guardian', `Ouder${i}`, {}));
    lists.demographics.push(JSON.stringify({ sourcedId: `s${i}`, status: 'active', dateLastModified: date, birthDate: '2015-03-04' }));
    const ref = (id, type) => ({ href: `/${type}/${id}`, sourcedId: id, type });
    const member = (who, role) => JSON.stringify({ sourcedId: `e-${who}`, status: 'active', dateLastModified: date, role,
      user: ref(who, 'user'), class: ref(group, 'class'), school: ref('o1', 'org') });
    lists.enrollments.push(member(`s${i}`, 'student'));
    if (i % 24 !== 0) continue;
    lists.users.push(user(`t${group}`, 'teacher', 'Juf', {}));
    lists.classes.push(JSON.stringify({ sourcedId: group, status: 'active', dateLastModified: date, title: `Groep ${group}`,
      classType: 'homeroom', grades: ['05'], course: ref('c', 'course'), school: ref('o1', 'org'), terms: [ref('y', 'academicSession')] }));
    lists.enrollments.push(member(`t${group}`, 'teacher'));
  }
  return lists;
}

export async function serve(lists, delay) {
  const counts = { rows: 0, requests: 0, connections: 0, first: 0n, last: 0n };
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    const url = new URL(request.url, 'http://x');
    if (url.pathname === '/token') {
      return response.end('{"access_token":"for-the-benchmark","token_type":"Bearer","expires_in":3600}');
    }
    const name = url.pathname.slice(root.length);
    if (!lists[name]) return response.writeHead(404).end('{}');
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const rows = lists[name].slice(offset, offset + Number(url.searchParams.get('limit') ?? 100));
    if (counts.requests++ === 0) counts.first = process.hrtime.bigint();
    counts.rows += rows.length;
    response.setHeader('X-Total-Count', lists[name].length);
    const answer = () => {
      response.end(`{"${name}":[${rows.join(',')}]}`);
      counts.last = process.hrtime.bigint();
    };
    return delay ? setTimeout(answer, delay) : answer();
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', () => ++counts.connections);
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { counts, origin: `http://127.0.0.1:${server.address().port}`, root, close: () => server.closeAllConnections() ?? server.close() };
}
