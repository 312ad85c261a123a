// What a school might have recorded in autumn: a student's file with everything in it.
import {randomUUID} from 'node:crypto';

export const STUDENT = '100001';  // in 5A of mentor 9001, two guardians at one address
export const MENTOR = 'mentor:9001';
const LEADER = 'school_leader:9101';
export const CARE_TEXT = 'Opa is sinds de zomer ziek en woont nu in huis.';
export const CONFIDENTIAL_TEXT = 'De ouders overwegen te verhuizen.';

export const record = (school, operation, request, who = MENTOR) =>
  school.call(operation, {submission: randomUUID(), ...request}, who);

// Two visits, a decline, agreements, a need, the next contact, what was told, and a talk to come.
// Returns the ids of the visits.
export function fillFile(school, student = STUDENT) {
  const [father, mother] = ['500001', '500002'];
  const first = record(school, 'visit.record', {
    student,
    date: '2026-09-17',
    place: 'home',
    at_guardian: mother,
    purpose: 'acquaintance',
    visitors: ['9001'],
    guardians: [father, mother],
    pupil: 'yes',
    interpreter: {kind: 'phone', language: 'tr', arranged_by: 'school'},
    minutes: {visit: 45, travel: 20, reporting: 15},
    report: {
      goes_well: 'Leest elke avond voor aan haar broertje en is daar trots op.',
      key_points: [
        'Voelt zich thuis in 5A en speelt graag met Noor.',
        'Vindt rekenen met breuken lastig, wil daar graag rustig over praten.',
        'De ouders lezen de weekbrief; bellen kan na vier uur.',
      ],
      notes: [
        {topic: 'at_home', voice: 'parent', tier: 'care', text: CARE_TEXT},
        {topic: 'other', voice: 'parent', tier: 'confidential', text: CONFIDENTIAL_TEXT},
      ],
      needs: [{
        kind: 'quiet_place', observation: 'Thuis is het druk bij het huiswerk.',
        joint_solution: 'Blijft op dinsdag een uur langer op school.', state: 'open',
      }],
      agreements: [{
        what: 'leent een boek over planeten uit', who: 'school', by: '2026-10-01',
        accepted_by_family: true,
      }],
      next_contact: {date: '2026-11-05', form: 'school', agreed_by_family: true},
    },
  });
  record(school, 'answer.record', {
    student, guardian: mother, answer: 'agreed', date: '2026-09-08', channel: 'phone',
  });
  const second = record(school, 'visit.record', {
    student,
    date: '2026-11-05',
    place: 'school',
    purpose: 'progress',
    visitors: ['9001'],
    guardians: [mother],
    pupil: 'no',
    minutes: {visit: 30},
    report: {
      goes_well: 'Heeft het boek uit en hield er een spreekbeurt over.',
      key_points: [
        'Breuken gaan beter sinds zij met Noor oefent.',
        'Wil na de kerst graag in het schoolkoor.',
      ],
      agreements: [
        {what: 'oefent op dinsdag een half uur rekenen', who: 'pupil', by: '2026-12-18',
          accepted_by_family: true},
        {what: 'vraagt na of er plaats is in het koor', who: 'school', by: '2026-11-27',
          accepted_by_family: true},
      ],
      next_contact: {
        date: '2027-01-14', form: 'phone', frequency: 'elke twee maanden', agreed_by_family: true,
      },
    },
  });
  record(school, 'answer.record', {
    student, guardian: father, answer: 'declined', date: '2026-11-09', channel: 'in_person',
  });
  record(school, 'guardian.inform', {
    student, guardian: father, what: 'agreements', date: '2026-11-09', channel: 'in_person',
  });
  return {first: first.visit, second: second.visit};
}

// What a leader decided, and a student's file in which everything that is done before a visit was done.
// Returns ids: of the visit that is planned there, of the permission, of the figures that were kept.
export function fillSchool(school, student = '100003') {
  const leads = (operation, request) => record(school, operation, request, LEADER);
  leads('programme.set', {
    school_year: '2026-2027',
    policy_reference: 'Schoolplan 2024-2028, hoofdstuk 5',
    policy_version: '2',
    aim: 'Ouders en leraren kennen elkaar.',
    cohorts: [
      {name: 'Groep 1', years: ['1'], cadence: 'on_entry'},
      {name: 'Nieuwe leerlingen', cadence: 'new_pupil'},
    ],
    hours: [{minutes: 1200}],
    officers: [{task: 'contact_point', staff: '9001', reachable: '0341 123456, dinsdag en donderdag'}],
    materials: ['Folder: waar kunt u terecht met vragen over geld'],
    school_type: 'primary',
  });
  const texts = ['nl', 'ar'].flatMap((language) => school.call('notice.draft', {language}, LEADER).texts);
  leads('notice.publish', {texts});
  const guardian = school.call('student.history', {student}).guardians[0].id;
  record(school, 'notice.give', {student, guardian, channel: 'letter', language: 'ar'});
  record(school, 'invitation.send', {
    student, guardian, channel: 'message',
    slots: [{date: '2026-11-17', from: '15:30', to: '16:15'}, {date: '2026-11-19', from: '19:00', to: '19:45'}],
  });
  record(school, 'answer.record', {student, guardian, answer: 'agreed', channel: 'phone'});
  const permission = record(school, 'permission.record', {
    student, guardian, purpose: 'outside_agency', status: 'given', scope: 'schoolmaatschappelijk werk',
    withdrawal_told: true,
  }).id;
  record(school, 'question.raise', {student, guardian, kind: 'question', text: 'Wie leest het verslag?'});
  const attempt = record(school, 'attempt.record', {
    student: '100004', guardian: school.call('student.history', {student: '100004'}).guardians[0].id,
    date: '2026-11-10', approach: 'phone', result: 'no_one_there',
  }).id;
  const {visit} = record(school, 'visit.plan', {
    student, date: '2026-11-17', start_time: '15:30', place: 'home', at_guardian: guardian,
    visitors: ['9001'], guardians: [guardian],
  });
  record(school, 'referral.make', {
    student: STUDENT, to: 'school_social_work', reason: 'upbringing', owner: '9002', due: '2026-11-27',
    content: 'Moeder vraagt wie kan meedenken over de avonden.', family_knows: true,
  });
  leads('report.keep', {title: 'Teamvergadering van november'});
  const kept = school.call('report.read', {}, LEADER).reports[0].id;
  return {guardian, permission, attempt, planned: visit, kept};
}
