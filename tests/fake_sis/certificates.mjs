// Authority and certificates for one run, by the openssl program.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const day = 24 * 3600 * 1000;

// openssl ca wants its dates as YYYYMMDDHHMMSSZ.
const stamp = (ms) => new Date(ms).toISOString().replace(/[-:T]/g, '').slice(0, 14) + 'Z';

// Makes everything in `folder`; gives {name: {key, cert}} and the authority's file.
export function makeCertificates(folder) {
  const at = (name) => join(folder, name);
  const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

  writeFileSync(at('index.txt'), '');
  writeFileSync(at('ca.cnf'), `
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
private_key = ca.key
certificate = ca.pem
[any]
commonName = supplied
`);
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key',
    '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Authority of a test',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');

  const certificate = (name, names, from, to, issued = true) => {
    const request = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`,
      '-subj', `/CN=${name}`, '-addext', `subjectAltName=${names}`];
    if (issued) {
      openssl('req', ...request, '-out', `${name}.csr`);
      openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', '-in', `${name}.csr`, '-out', `${name}.pem`,
        '-startdate', stamp(Date.now() + from), '-enddate', stamp(Date.now() + to));
    } else {
      openssl('req', '-x509', ...request, '-out', `${name}.pem`, '-days', '30');
    }
    return { key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) };
  };

  const here = 'DNS:localhost,DNS:sis.example,IP:127.0.0.1';
  return {
    ca: at('ca.pem'),
    authority: readFileSync(at('ca.pem')),
    main: certificate('main', here, -day, 30 * day),
    expired: certificate('expired', here, -30 * day, -day),
    future: certificate('future', here, day, 30 * day),
    other_name: certificate('other_name', 'DNS:another.example', -day, 30 * day),
    self_signed: certificate('self_signed', here, 0, 0, false),
    client: certificate('client', 'DNS:homevisit.example', -day, 30 * day),
  };
}
