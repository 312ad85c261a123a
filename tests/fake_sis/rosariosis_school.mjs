// A school in RosarioSIS's tables. Everybody is invented. `pupils` makes it larger than the seven who are described here.
const table = (columns, key, rows, refers) => ({ columns, key, rows: rows.map((row) =>
  Object.fromEntries(Object.keys(columns).map((name, i) => [name, row[i] ?? null]))), refers });

const year = 'numeric';

export function school({ pupils = 7, entries = true } = {}) {
  const more = Array.from({ length: Math.max(0, pupils - 7) }, (_, i) => 108 + i);
  const everybody = [101, 102, 103, 104, 105, 106, 107, ...more];
  const here = everybody.filter((id) => id !== 106 && id !== 107);
  const tables = {
    config: table({ school_id: 'integer', title: 'text', config_value: 'text' }, ['title'], [[0, 'VERSION', '12.0'], [0, 'LOGIN', 'Yes']]),
    custom_fields: table({ id: 'integer', type: 'text', title: 'text' }, ['id'],
      [[200000002, 'text', 'Common Name'], [200000003, 'text', 'Social Security'], [200000004, 'date', 'Birthdate'], [200000005, 'select', 'Language']]),
    // Two schools, each with a row per year; the second is still in the year before.
    schools: table({ syear: year, id: 'integer', title: 'text', principal: 'text' }, ['id', 'syear'],
      [[2025, 1, 'De Wilgenhof (old)'], [2026, 1, 'De Wilgenhof'], [2025, 2, 'De Linde'], [2026, 2, 'De Linde (new)']]),
    school_gradelevels: table({ id: 'integer', school_id: 'integer', short_name: 'text:3', title: 'text' }, ['id'],
      [[7, 1, '06', '6th'], [8, 1, null, 'Seventh'], [9, 2, '08', '8th']]),
    school_marking_periods: table(
      { marking_period_id: 'integer', syear: year, mp: 'text', school_id: 'integer', start_date: 'date', end_date: 'date' }, ['marking_period_id'],
      [[1, 2025, 'FY', 1, '2025-08-18', '2026-07-03'], [2, 2026, 'FY', 1, '2026-08-17', '2027-07-02'],
        [3, 2026, 'QTR', 1, '2026-08-17', '2026-10-30'], [4, 2025, 'FY', 2, '2025-08-18', '2026-07-03'],
        // Rolled over already, and not begun.
        [5, 2026, 'FY', 2, '2027-01-05', '2027-07-02']]),
    students: table({ student_id: 'integer', last_name: 'text:50', first_name: 'text:50', middle_name: 'text:50', name_suffix: 'text:3',
      username: 'text', password: 'text', custom_200000002: 'text', custom_200000003: 'text', custom_200000004: 'date', custom_200000005: 'text' },
    ['student_id'], [
      [101, 'de Vries', 'Sanne Maria', null, null, 'sanne', '$6$secret', 'Sanne', '123-45', '2015-03-31', 'Dutch'],
      [102, 'El Haddad', 'Yusuf', 'Karim', null, null, '$6$secret', null, '123-46', '2014-11-02', 'Arabisch'],
      [103, 'El Haddad', 'Amina', null, 'Jr', null, '$6$secret', null, '123-47', null, 'Klingon'],
      [104, 'Wiśniewski', 'Łukasz  Jan', null, null, null, '$6$secret', '', '123-48', '2015-05-05', 'pl'],
      [105, "van 't Hof", 'Gradje', null, null, null, '$6$secret', null, '123-49', '2015-01-05', ''],
      [106, 'Vertrokken', 'Leaver', null, null, null, '$6$secret', null, '123-50', '2015-01-06', ''],
      [107, 'Vroeger', 'Formerly', null, null, null, '$6$secret', null, '123-51', '2013-01-06', ''],
      ...more.map((id) => [id, `Achternaam${id}`, `Voornaam${id}`, null, null, null, '$6$secret', null, '1', '2015-01-01', 'Dutch'])]),
    student_enrollment: table({ id: 'integer', syear: year, school_id: 'integer', student_id: 'integer', grade_id: 'integer',
      start_date: 'date', end_date: 'date', next_school: 'integer' }, ['id'], [
      // Those of old years have no end, as in the real one.
      ...everybody.map((id, i) => [i + 1, 2025, 1, id, 7, '2025-08-18', null]),
      ...everybody.filter((id) => ![104, 107].includes(id)).map((id, i) =>
        [9001 + i, 2026, 1, id, id === 101 ? 8 : 7, '2026-08-17', id === 106 ? '2026-10-01' : null]),
      // Of the other school: the year before is current there, the next one is prepared.
      [8001, 2025, 2, 104, 9, '2025-09-01', null], [8002, 2026, 2, 107, 9, '2027-01-05', null]]),
    people: table({ person_id: 'integer', last_name: 'text', first_name: 'text', middle_name: 'text' }, ['person_id'],
      [[1, 'de Vries', 'Marijke'], [2, 'El Haddad', 'Karim'], [3, 'Ben Ali', 'Fatima'], [4, 'Wiśniewska', 'Ewa'], [5, 'Buurvrouw', 'Neighbour'],
        [6, 'Vertrokken', 'Parent of the leaver']]),
    students_join_people: table({ id: 'integer', student_id: 'integer', person_id: 'integer', address_id: 'integer', custody: 'text:1',
      emergency: 'text:1', student_relation: 'text' }, ['id'], [
      [1, 101, 1, 11, 'Y', null, 'Mother'], [2, 102, 2, 12, 'Y', 'Y', 'Father'], [3, 102, 3, 13, null, null, 'Mother'],
      // A second row of one relation, for another address.
      [4, 102, 2, 14, null, null, 'Father'], [5, 103, 2, 12, 'Y', null, 'Father'], [6, 104, 4, 0, 'Y', null, 'Moeder'],
      [7, 101, 5, 0, '', 'Y', 'Neighbour'], [8, 106, 6, 15, 'Y', null, 'Mother']]),
    students_join_address: table({ id: 'integer', student_id: 'integer', address_id: 'integer', residence: 'text:1', bus: 'text:1' }, ['id'],
      [[1, 101, 11, 'Y'], [2, 102, 12, 'Y'], [3, 102, 13, null], [4, 103, 12, 'Y']]),
    // Every year its own ids. 31 came new, 25 left, 39 has a predecessor that is gone.
    staff: table({ syear: year, staff_id: 'integer', first_name: 'text', last_name: 'text', name_suffix: 'text', username: 'text', password: 'text',
      email: 'text', profile: 'text', profile_id: 'integer', rollover_id: 'integer' }, ['staff_id'], [
      [2024, 14, 'Ilse', 'Damstra', null, 'ilse', '$6$secret', 'i@x', 'teacher', 2, null],
      [2025, 24, 'Ilse', 'Damstra', null, 'ilse', '$6$secret', 'i@x', 'teacher', 2, 14], [2025, 25, 'Gone', 'Weg', null, 'gone', '$6$secret', 'g@x', 'teacher', 2, null],
      [2025, 26, 'Anneke', 'Brouwer', null, 'admin', '$6$secret', 'a@x', 'admin', 1, null],
      [2026, 34, 'Ilse', 'van Dam', null, 'ilse', '$6$secret', 'i@x', 'teacher', 2, 24], [2026, 31, 'Omar', 'El Idrissi', null, 'omar', '$6$secret', 'o@x', 'teacher', null, null],
      [2026, 36, 'Anneke', 'Brouwer', null, 'admin', '$6$secret', 'a@x', 'admin', 1, 26], [2026, 39, 'Bo', 'Zonder', null, 'bo', '$6$secret', 'b@x', 'teacher', 5, 19],
      [2026, 37, 'Marijke', 'de Vries', null, 'mdv', '$6$secret', 'm@x', 'parent', 3, null], [2026, 38, 'No', 'Access', null, 'no', '$6$secret', 'n@x', 'none', 2, null]]),
    user_profiles: table({ id: 'integer', profile: 'text', title: 'text' }, ['id'],
      [[0, 'student', 'Student'], [1, 'admin', 'Administrator'], [2, 'teacher', 'Teacher'], [3, 'parent', 'Parent'], [5, 'teacher', 'Counselor']]),
    courses: table({ syear: year, course_id: 'integer', title: 'text', short_name: 'text' }, ['course_id'],
      [[2025, 1, 'Mentor hour', 'MENTOR'], [2026, 3, 'Mentor hour', 'MENTOR'], [2026, 4, 'Dutch', 'NL'], [2025, 5, 'Coaching', 'MENTOR']]),
    course_periods: table({ syear: year, school_id: 'integer', course_period_id: 'integer', course_id: 'integer', title: 'text', short_name: 'text',
      marking_period_id: 'integer', teacher_id: 'integer', secondary_teacher_id: 'integer', room: 'text' }, ['course_period_id'], [
      [2025, 1, 21, 1, 'Mentor hour - 4A - Ilse Damstra', '4A', 1, 24, null], [2026, 1, 31, 3, 'Mentor hour - 4A - Ilse van Dam', '4A', 2, 34, 31],
      [2026, 1, 32, 4, 'Dutch - NL1 - Omar El Idrissi', 'NL1', 2, 31, null], [2026, 1, 33, 4, 'Dutch - NL2 - Omar El Idrissi', 'NL2', 3, 31, 31],
      [2025, 2, 41, 5, 'Coaching - Bo Zonder', 'Coaching', 4, 25, null]]),
    // No key at all; `id` is empty.
    schedule: table({ syear: year, school_id: 'integer', student_id: 'integer', start_date: 'date', end_date: 'date', course_period_id: 'integer',
      marking_period_id: 'integer', id: 'integer' }, ['student_id'], [
      ...everybody.map((id) => [2025, 1, id, '2025-08-18', null, 21, 1]),
      ...here.filter((id) => id !== 104).map((id) => [2026, 1, id, '2026-08-17', null, 31, 2]),
      ...here.filter((id) => id !== 104).map((id) => [2026, 1, id, '2026-08-17', id === 102 ? '2026-09-30' : null, 32, 2]),
      // Twice in one course; one of a quarter that is over; one that was dropped before it began.
      [2026, 1, 102, '2026-11-01', null, 32, 2], [2026, 1, 103, '2026-08-17', null, 33, 3], [2026, 1, 105, '2026-08-20', '2026-08-17', 33, 2],
      [2025, 2, 104, '2025-09-01', null, 41, 4], [2026, 1, 106, '2026-08-17', null, 31, 2]]),
    // A key of three columns: whoever puts there changes more than one row.
    student_mp_comments: table({ student_id: 'integer', syear: year, marking_period_id: 'integer', comment: 'text' },
      ['student_id', 'syear', 'marking_period_id'], [[101, 2026, 2, 'of a teacher'], [101, 2026, 3, 'of another']]),
  };
  if (entries) {
    tables.homevisit_entries = table({ marker: 'text:40', revision: 'text:40', student_id: 'integer', kind: 'text:10', entry_date: 'date', title: 'text',
      entry_text: 'text', structured: 'text', language: 'text:35', author: 'text:40', amends: 'text:40', withdrawn: 'text:1', changes: 'integer' },
    ['marker'], [], { student_id: 'students' });
  }
  return tables;
}
