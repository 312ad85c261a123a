// What an administrator does: `homevisit init`, `check` and `refresh` against a contract server. Gives
// what was wrong, or "".
import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

// Not in step with us: the front of the contract server runs in this process.
const run = (program, args) => new Promise((resolve) => {
  execFile(program, args, {encoding: 'utf8'}, (error, stdout, stderr) =>
    resolve({status: error ? error.code : 0, stdout, stderr}));
});

export async function tryProgram(program, adapter, url, standard) {
  const folder = mkdtempSync(join(tmpdir(), 'homevisit-edfi-'));
  try {
    const data = join(folder, 'data');
    await run(program, ['init', '--data', data]);
    const config = JSON.parse(readFileSync(join(data, 'homevisit.json')));
    config.adapter = {
      name: 'edfi', path: adapter,
      config: {url: `${url}/api`, client_id: 'contract', secret: 'ods', education_organization: 255901,
               ...(standard === '4.0' ? {interventions: true} : {})},
    };
    config.secrets = {ods: {file: join(data, 'ods.secret')}};
    writeFileSync(join(data, 'ods.secret'), 'opensesame\n', {mode: 0o600});
    writeFileSync(join(data, 'homevisit.json'), JSON.stringify(config));

    const check = await run(program, ['check', '--json', '--data', data]);
    const answer = JSON.parse(check.stdout || '{}');
    const levels = Object.fromEntries((answer.checks ?? []).map(({name, level}) => [name, level]));
    for (const name of ['system', 'students', 'guardians', 'relations', 'staff', 'groups', 'members'])
      if (!['good', 'note'].includes(levels[name]))
        return `homevisit check says of ${name}: ${levels[name]}\n${check.stdout}${check.stderr}`;
    // The descriptions hold no descriptor of a home visit: that has to be said.
    if (!answer.checks.some(({level, advice}) => level === 'problem' && advice))
      return `homevisit check finds nothing missing, though descriptors are:\n${check.stdout}`;

    // Prism makes its rows up one by one, so nobody in them is enrolled anywhere: what counts is that the
    // whole roster is read without a word that the description does not allow.
    const refresh = await run(program, ['refresh', '--data', data]);
    if (refresh.status !== 0 || !/^\d+ students/.test(refresh.stdout))
      return `homevisit refresh: ${refresh.status}\n${refresh.stdout}${refresh.stderr}`;
    console.log(`homevisit check, then homevisit refresh: ${refresh.stdout.trim()}`);
    return '';
  } finally {
    rmSync(folder, {recursive: true});
  }
}
