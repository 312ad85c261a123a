// A school in Moodle, as far as its REST web service shows it: the functions that the adapter calls, with the habits
// that were seen on Moodle 5.1. See README.md.
const frontPage = 1;

// Moodle answers 200 to everything. `exception` and `errorcode` tell.
class Refusal extends Error {
  constructor(errorcode, exception = 'core\\exception\\moodle_exception') {
    super(errorcode);
    this.body = { exception, errorcode, message: 'A sentence in the language of the site.' };
  }
}

const missing = () => new Refusal('invalidrecordunknown', 'dml_missing_record_exception');
const notAllowed = () => new Refusal('nopermissions', 'core\\exception\\required_capability_exception');
const noSuchNote = (itemid) => [{ item: 'note', itemid, warningcode: 'badid', message: 'Note does not exist' }];

// What stands in a page: cleaned and with entities, unless the raw text was asked for.
const cleaned = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br />\n');

export class Moodle {
  constructor() {
    this.token = 'token of + & = signs';
    this.me = 90; // the user whose token it is
    this.courses = [];
    this.users = [];
    this.notes = [];
    this.nextNote = 1;
    this.fields = []; // profile fields: {shortname, everybody}
    this.rights = { viewdetails: true, viewalldetails: true, manage: true, user_update: true, enrolreview: true };
    this.functions = null; // null: all
    this.enablenotes = 1;
    this.version = '2025100600.02';
    this.release = '5.1+ (Build: 20251017)';
    this.calls = [];       // functions, in order
    this.urls = [];
    this.lose = 0;         // of so many writes the answer is lost
    this.garbage = 0;      // so many writes answer with half of their JSON
    this.broken = '';      // errorcode of the next call
    this.refuse = 0;       // of so many notes it says in its list that the course is not there
    this.now = 1795000000;
  }

  configure(wanted) {
    const { rights, ...rest } = wanted;
    Object.assign(this, rest);
    Object.assign(this.rights, rights);
  }

  // A colleague saves a note in Moodle's own form: CR LF, and another format than it had.
  edit({ id, content, by }) {
    const note = this.notes.find((one) => one.id === id);
    Object.assign(note, { content: content ?? note.content.replaceAll('\n', '\r\n'), format: 0, usermodified: by });
    note.lastmodified = ++this.now;
  }

  state() {
    const { calls, urls, notes } = this;
    return { calls, urls, notes, users: this.users };
  }

  // The body of the answer, and whether something was written.
  answer(url, form) {
    const fields = new URLSearchParams(url.searchParams);
    for (const [name, value] of new URLSearchParams(form)) fields.set(name, value);
    const name = fields.get('wsfunction') ?? '';
    this.calls.push(name);
    this.urls.push(url.href);
    try {
      if (fields.get('wstoken') !== this.token) throw new Refusal('invalidtoken');
      if (this.broken) throw new Refusal([this.broken, (this.broken = '')][0]);
      if (!(name in this.known)) throw missing();
      if (this.functions && !this.functions.includes(name)) {
        throw new Refusal('accessexception', 'webservice_access_exception');
      }
      return { body: this.known[name].call(this, fields), wrote: /create|update|delete/.test(name) };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { body: refusal.body, wrote: false };
    }
  }

  known = {
    core_webservice_get_site_info() {
      return {
        userid: this.me, version: this.version, release: this.release,
        functions: (this.functions ?? Object.keys(this.known)).map((name) => ({ name, version: this.version })),
        advancedfeatures: [{ name: 'enablenotes', value: this.enablenotes }],
      };
    },

    // The front page is a course, too; id numbers are for those who may edit courses.
    core_course_get_courses_by_field(fields) {
      const category = fields.get('field') === 'category' ? Number(fields.get('value')) : null;
      const front = { id: frontPage, fullname: 'Site', shortname: 'site', category: 0, format: 'site' };
      const usual = { startdate: 0, enddate: 0, visible: 1, format: 'topics' };
      return {
        courses: [front, ...this.courses].filter((one) => category === null || one.category === category)
          .map(({ category: categoryid, idnumber, ...rest }) => ({ ...usual, ...rest, categoryid })),
        warnings: [],
      };
    },

    // Whom our user may not see is left out without a word, and so is everybody where groups are separate.
    core_enrol_get_enrolled_users(fields) {
      const course = this.courses.find((one) => one.id === Number(fields.get('courseid')));
      if (!course) throw missing();
      const options = {};
      for (let i = 0; fields.has(`options[${i}][name]`); ++i) {
        options[fields.get(`options[${i}][name]`)] = fields.get(`options[${i}][value]`);
      }
      const onlyActive = options.onlyactive === '1';
      if (onlyActive && !this.rights.enrolreview) throw notAllowed();
      if (course.separate) return [];
      const wanted = options.userfields.split(',');
      return this.users
        .filter((user) => user.courses?.[course.id] && !(onlyActive && user.suspended))
        .filter((user) => this.rights.viewdetails || user.courses[course.id].includes('teacher'))
        .map((user) => ({
          id: user.id, fullname: `${user.firstname} ${user.lastname}`,
          ...(wanted.includes('firstname') && { firstname: user.firstname, lastname: user.lastname }),
          ...(wanted.includes('username') && this.rights.viewalldetails && { username: `u${user.id}` }),
          ...(wanted.includes('customfields') && this.customfields(user)),
          ...(wanted.includes('roles') && {
            roles: user.courses[course.id].map((shortname) => ({ roleid: 5, name: '', shortname, sortorder: 0 })),
          }),
        }));
    },

    // Only courses that the user can open: not those that are hidden, nor those that were left. Of a user who is not
    // there: an empty list.
    core_enrol_get_users_courses(fields) {
      const user = this.users.find((one) => one.id === Number(fields.get('userid')));
      return this.courses.filter((one) => user?.courses?.[one.id] && one.visible !== 0).map((course) => ({
        startdate: 0, enddate: 0, visible: 1, ...course,
        ...(fields.get('returnusercount') !== '0' && {
          enrolledusercount: this.users.filter((one) => one.courses?.[course.id]).length,
        }),
      }));
    },

    core_notes_get_course_notes(fields) {
      const course = Number(fields.get('courseid') ?? 0), userid = Number(fields.get('userid') ?? 0);
      const user = this.users.find((one) => one.id === userid);
      if (userid && (!user || user.deleted)) throw missing();
      if (user?.suspended) throw new Refusal('suspended');
      const about = this.notes.filter((note) => !userid || note.userid === userid);
      const now = this.courses.filter((one) => user?.courses?.[one.id] && one.visible !== 0).map((one) => one.id);
      const isRaw = fields.get('moodlewssettingraw') === '1';
      const shown = (note) => (isRaw ? note : { ...note, content: cleaned(note.content), format: 1 });
      const of = (state, fits) => about.filter((note) => note.publishstate === state && fits(note)).map(shown);
      const isHere = (note) => (course ? note.courseid === course : now.includes(note.courseid));
      return {
        sitenotes: of('site', () => true),
        coursenotes: of('public', isHere),
        personalnotes: course ? of('draft', (note) => isHere(note) && note.usermodified === this.me) : [],
        canmanagesystemnotes: this.rights.manage, canmanagecoursenotes: this.rights.manage, warnings: [],
      };
    },

    // Any other state than the three becomes visible in the course. The same note twice makes two.
    core_notes_create_notes(fields) {
      const note = (name) => fields.get(`notes[0][${name}]`);
      const userid = Number(note('userid')), courseid = Number(note('courseid'));
      if (this.refuse-- > 0 || !this.courses.some((one) => one.id === courseid)) {
        return [{ noteid: -1, errormessage: 'Invalid course.' }];
      }
      if (!this.rights.manage) throw notAllowed();
      if (!this.users.some((one) => one.id === userid && !one.deleted)) {
        return [{ noteid: -1, errormessage: `Invalid user id: ${userid}` }];
      }
      if (note('text').trim() === '') return [{ noteid: 1 }]; // nothing was kept
      const publishstate = { personal: 'draft', site: 'site' }[note('publishstate')] ?? 'public';
      const id = this.nextNote++;
      this.notes.push({
        id, courseid: publishstate === 'site' ? frontPage : courseid, userid, content: note('text'),
        format: Number(note('format')), created: ++this.now, lastmodified: this.now, usermodified: this.me,
        publishstate,
      });
      return [{ noteid: id }];
    },

    core_notes_update_notes(fields) {
      const id = Number(fields.get('notes[0][id]')), stored = this.notes.find((one) => one.id === id);
      if (!stored) return noSuchNote(id);
      if (!this.rights.manage) throw notAllowed();
      const state = { personal: 'draft', course: 'public', site: 'site' }[fields.get('notes[0][publishstate]')];
      Object.assign(stored, {
        content: fields.get('notes[0][text]'), format: Number(fields.get('notes[0][format]')), usermodified: this.me,
        lastmodified: ++this.now, publishstate: state ?? stored.publishstate,
      });
      return state ? [] : [{ item: 'note', itemid: id, warningcode: 'badparam', message: 'Wrong publishstate' }];
    },

    core_notes_delete_notes(fields) {
      const id = Number(fields.get('notes[0]')), at = this.notes.findIndex((one) => one.id === id);
      if (at < 0) return noSuchNote(id);
      this.notes.splice(at, 1);
      return [];
    },

    // All that is wrong is a warning, but a field that is not there: nothing is said of that.
    core_user_update_users(fields) {
      if (!this.rights.user_update) throw notAllowed();
      const user = this.users.find((one) => one.id === Number(fields.get('users[0][id]')));
      if (!user) return { warnings: [{ item: 'user', warningcode: 'invaliduserid', message: 'Invalid user ID' }] };
      const shortname = fields.get('users[0][customfields][0][type]');
      if (this.fields.some((one) => one.shortname === shortname)) {
        user.custom = { ...user.custom, [shortname]: fields.get('users[0][customfields][0][value]') };
      }
      return { warnings: [] };
    },

    core_user_get_users_by_field(fields) {
      const user = this.users.find((one) => one.id === Number(fields.get('values[0]')));
      return user ? [{ id: user.id, fullname: `${user.firstname} ${user.lastname}`, ...this.customfields(user) }] : [];
    },
  };

  // Fields that are empty, or that our user may not see, are not among them.
  customfields(user) {
    const { viewalldetails } = this.rights;
    const seen = this.fields.filter((one) => user.custom?.[one.shortname] && (one.everybody || viewalldetails));
    if (seen.length === 0) return {};
    const shown = ({ shortname }) => ({ type: 'text', value: user.custom[shortname], name: shortname, shortname });
    return { customfields: seen.map(shown) };
  }
}
