// Stands before prism, which serves the official description of the Ed-Fi API and refuses what that
// does not allow. Adds what the description leaves out: the discovery document, tokens, change
// queries, and a memory, so that what was posted can be found again.
//
// A path that begins with /force-403-GET-students makes the system answer 403 to each GET of students
// (prism does it, by "Prefer: code=403").
import http from 'node:http';
import {randomUUID} from 'node:crypto';

const VERSIONS = {'4.0': '5.3', '5.0': '7.1', '6.0': '7.3'};
// What of a request counts beside its parameters in the description: change queries have a
// description of their own.
const ALWAYS_ALLOWED = new Set(['minChangeVersion', 'maxChangeVersion', 'currentSchoolYear']);
// Not in every description, and asked for all the same: the system may have them.
const OPTIONAL = new Set(['schoolYearTypes']);

const send = (response, status, body, headers = {}) => {
  response.writeHead(status, {'content-type': 'application/json', ...headers});
  response.end(body === undefined ? '' : JSON.stringify(body));
};

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

export const front = async ({standard, description, prismPort}) => {
  const store = new Map(); // resource -> [{id, version, row}]
  const refusals = [];     // what prism or we found wrong
  const rows = (resource) => store.get(resource) ?? store.set(resource, []).get(resource);
  const shown = ({id, version, row}) => ({id, ...row, _etag: String(version)});

  const parameters = (resource) => {
    const get = description.paths[`/ed-fi/${resource}`]?.get;
    return new Set((get?.parameters ?? []).map((parameter) => {
      // In the description of Data Standard 4 the reference to "offset" is empty.
      if (parameter.$ref === '') return 'offset';
      const name = parameter.$ref?.split('/').pop();
      return name ? description.components.parameters[name].name : parameter.name;
    }));
  };

  const discovery = (base) => ({
    version: VERSIONS[standard],
    suite: '3',
    dataModels: [{name: 'Ed-Fi', version: `${standard}.0`}],
    urls: {
      oauth: `${base}/oauth/token`,
      dataManagementApi: `${base}/data/v3/`,
      changeQueries: `${base}/changeQueries/v1/`,
    },
  });

  const token = async (request, response) => {
    const basic = `Basic ${Buffer.from('contract:opensesame').toString('base64')}`;
    const form = new URLSearchParams(await bodyOf(request));
    if (request.headers.authorization !== basic || form.get('grant_type') !== 'client_credentials')
      return send(response, 401, {error: 'invalid_client'});
    return send(response, 200, {access_token: 'made-up', token_type: 'bearer', expires_in: 1800});
  };

  const ask = (request, path, body, prefer) => new Promise((resolve, reject) => {
    const headers = {...request.headers, host: `127.0.0.1:${prismPort}`, accept: '*/*'};
    delete headers['accept-encoding'];
    if (prefer) headers.prefer = `code=${prefer}`;
    const asked = http.request(
        {port: prismPort, host: '127.0.0.1', method: request.method, path, headers}, async (answer) =>
          resolve({status: answer.statusCode, body: await bodyOf(answer), headers: answer.headers}));
    asked.on('error', reject);
    asked.end(body);
  });

  // Prism gives the same example row again and again; a list must end.
  const list = (response, resource, query, answer) => {
    const first = !(query.get('offset') > 0) && !query.get('pageToken');
    const kept = rows(resource).map(shown).filter((row) =>
      !query.get('studentUniqueId') ||
      row.studentReference?.studentUniqueId === query.get('studentUniqueId'));
    const found = kept.length > 0 ? kept : JSON.parse(answer.body);
    const page = first ? found : [];
    const headers = {};
    if (query.get('totalCount') === 'true') headers['total-count'] = String(found.length);
    if (standard === '6.0' && first && !query.has('offset')) headers['next-page-token'] = 'next';
    return send(response, 200, page, headers);
  };

  const write = (request, response, resource, id, body) => {
    const all = rows(resource);
    const at = all.findIndex((kept) => kept.id === id);
    if (request.method === 'POST') {
      const fresh = {id: randomUUID(), version: 1, row: JSON.parse(body)};
      all.push(fresh);
      return send(response, 201, undefined,
                  {location: `/data/v3/ed-fi/${resource}/${fresh.id}`, etag: '"1"'});
    }
    if (at < 0) return send(response, 404, {});
    if (request.headers['if-match'] !== `"${all[at].version}"`) {
      refusals.push(`${request.method} ${resource}: If-Match is not what the system said`);
      return send(response, 412, {});
    }
    if (request.method === 'DELETE') {
      all.splice(at, 1);
      return send(response, 204);
    }
    all[at] = {id, version: all[at].version + 1, row: JSON.parse(body)};
    return send(response, 204, undefined, {etag: `"${all[at].version}"`});
  };

  const data = async (request, response, path, query, force) => {
    const [resource, id] = path.split('/');
    if (id === 'deletes' || id === 'keyChanges') return send(response, 200, []);
    const known = parameters(resource);
    if (known.size === 0 && OPTIONAL.has(resource)) return send(response, 404, {});
    for (const name of query.keys())
      if (!known.has(name) && !ALWAYS_ALLOWED.has(name))
        refusals.push(`GET ${resource}: the description has no parameter ${name}`);
    const body = await bodyOf(request);
    const forced = force && request.method === force.method && resource === force.resource;
    // No description declares 429, so prism cannot be asked for it.
    if (forced && force.code === '429') return send(response, 429, {}, {'retry-after': '30'});
    const answer = await ask(request, `/ed-fi/${path}${query.size ? `?${query}` : ''}`, body,
                             forced ? force.code : null);
    if (forced) return send(response, answer.status, {});
    if (answer.status >= 400) {
      refusals.push(`${request.method} ${resource}: ${answer.status} ${answer.body.slice(0, 600)}`);
      return send(response, answer.status, {});
    }
    if (request.method !== 'GET') return write(request, response, resource, id, body);
    if (!id) return list(response, resource, query, answer);
    const kept = rows(resource).find((row) => row.id === id);
    if (!kept) return send(response, 404, {});
    return send(response, 200, shown(kept), {etag: `"${kept.version}"`});
  };

  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const parts = url.pathname.split('/').slice(1);
    let force = null;
    const base = [`http://127.0.0.1:${server.address().port}`];
    if (parts[0].startsWith('force-')) {
      const [, code, method, resource] = parts[0].split('-');
      force = {code, method, resource};
      base.push(parts.shift());
    }
    base.push(parts.shift());
    const path = parts.join('/');
    const answered = path === '' ? send(response, 200, discovery(base.join('/')))
      : path === 'oauth/token' ? token(request, response)
      : path === 'changeQueries/v1/availableChangeVersions'
        ? send(response, 200, {oldestChangeVersion: 0, newestChangeVersion: 17})
      : data(request, response, path.replace(/^data\/v3\/ed-fi\//, ''), url.searchParams, force);
    Promise.resolve(answered).catch((error) => {
      refusals.push(String(error));
      response.destroy();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {port: server.address().port, refusals, close: () => server.close()};
};
