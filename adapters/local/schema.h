// The tables of the student files, version 1.
#pragma once

namespace homevisit::local {

// "HVsf": homevisit student files. `file student-files.db` shows it.
inline constexpr int kApplicationId = 0x48567366;
inline constexpr int kSchemaVersion = 1;

// or_*: what OneRoster rows said, as far as homevisit has a use for it, so that a delta can be
// merged. `load` and `line` say in which import and on which line a row came last.
// student ... member: the roster as it is listed, made anew by every import.
// entry: dossier entries; a row is never deleted. A replaced version keeps its row.
inline constexpr const char* kSchema = R"sql(
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE or_org (id TEXT PRIMARY KEY, name TEXT NOT NULL, school INTEGER NOT NULL,
  load INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE or_session (id TEXT PRIMARY KEY, school_year TEXT NOT NULL, load INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE or_course (id TEXT PRIMARY KEY, session TEXT NOT NULL, load INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE or_class (id TEXT PRIMARY KEY, title TEXT NOT NULL, year TEXT NOT NULL,
  home INTEGER NOT NULL, org TEXT NOT NULL, course TEXT NOT NULL, session TEXT NOT NULL,
  load INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE or_user (id TEXT PRIMARY KEY, enabled INTEGER NOT NULL, given TEXT NOT NULL,
  official TEXT NOT NULL, family TEXT NOT NULL, org TEXT NOT NULL, year TEXT NOT NULL,
  language TEXT NOT NULL, secret INTEGER NOT NULL, load INTEGER NOT NULL, line INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE or_agent (user TEXT NOT NULL, agent TEXT NOT NULL, said INTEGER NOT NULL,
  relation TEXT NOT NULL, household TEXT NOT NULL, custody INTEGER NOT NULL,
  lives_with INTEGER NOT NULL, informed INTEGER NOT NULL, rank INTEGER NOT NULL,
  load INTEGER NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (user, agent)) WITHOUT ROWID;
CREATE TABLE or_role (id TEXT PRIMARY KEY, user TEXT NOT NULL, role TEXT NOT NULL,
  main INTEGER NOT NULL, org TEXT NOT NULL, load INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX or_role_user ON or_role (user);
CREATE TABLE or_birth (id TEXT PRIMARY KEY, date TEXT NOT NULL, load INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE or_enrolment (id TEXT PRIMARY KEY, class TEXT NOT NULL, user TEXT NOT NULL,
  student INTEGER NOT NULL, begins TEXT NOT NULL, ends TEXT NOT NULL, load INTEGER NOT NULL)
  WITHOUT ROWID;

CREATE TABLE student (id TEXT PRIMARY KEY, given TEXT NOT NULL, family TEXT NOT NULL,
  sort TEXT NOT NULL, birth TEXT NOT NULL, school TEXT NOT NULL, year TEXT NOT NULL,
  language TEXT NOT NULL, secret INTEGER NOT NULL, official TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE guardian (id TEXT PRIMARY KEY, given TEXT NOT NULL, family TEXT NOT NULL,
  language TEXT NOT NULL, secret INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE care (student TEXT NOT NULL, guardian TEXT NOT NULL, relation TEXT NOT NULL,
  household TEXT NOT NULL, custody INTEGER NOT NULL, lives_with INTEGER NOT NULL,
  informed INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (student, guardian)) WITHOUT ROWID;
CREATE TABLE staff (id TEXT PRIMARY KEY, given TEXT NOT NULL, family TEXT NOT NULL,
  function TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE grp (id TEXT PRIMARY KEY, name TEXT NOT NULL, school TEXT NOT NULL,
  year TEXT NOT NULL, school_year TEXT NOT NULL, home INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE member (grp TEXT NOT NULL, person TEXT NOT NULL, role INTEGER NOT NULL,
  begins TEXT NOT NULL, ends TEXT NOT NULL, PRIMARY KEY (grp, person, role, begins)) WITHOUT ROWID;

CREATE TABLE entry (marker TEXT PRIMARY KEY, entry INTEGER NOT NULL, version INTEGER NOT NULL,
  replaced INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0, student TEXT NOT NULL,
  kind INTEGER NOT NULL, date TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
  structured TEXT NOT NULL, language TEXT NOT NULL, author TEXT NOT NULL, amends TEXT NOT NULL,
  received_ms INTEGER NOT NULL, withdrawn_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (entry, version));
CREATE INDEX entry_student ON entry (student);
)sql";

}  // namespace homevisit::local
