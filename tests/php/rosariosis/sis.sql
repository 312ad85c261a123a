-- The tables of RosarioSIS that the add-on meets, and a year of a small school.
CREATE TABLE active (yes integer);
CREATE TABLE config (school_id integer NOT NULL, title varchar(100) NOT NULL, config_value text);
INSERT INTO config VALUES (0, 'VERSION', '12.0'), (1, 'SYEAR', '2026');
CREATE TABLE user_profiles (id integer PRIMARY KEY, profile varchar(30), title text NOT NULL);
INSERT INTO user_profiles VALUES (0, 'student', 'Student'), (1, 'admin', 'Administrator'), (2, 'teacher', 'Teacher'),
    (3, 'parent', 'Parent'), (4, 'admin', 'Care <b>team</b>|nl_NL.utf8:Zorgteam');
CREATE TABLE profile_exceptions (profile_id integer, modname varchar(150), can_use varchar(1), can_edit varchar(1),
    PRIMARY KEY (profile_id, modname));
INSERT INTO profile_exceptions VALUES (1, 'Students/Student.php&category_id=1', 'Y', 'Y'),
    (2, 'Students/Student.php&category_id=1', 'Y', NULL);
CREATE TABLE staff_exceptions (user_id integer, modname varchar(150), can_use varchar(1), can_edit varchar(1));
CREATE TABLE student_field_categories (id integer PRIMARY KEY AUTOINCREMENT, title text NOT NULL, sort_order numeric,
    columns numeric, include varchar(100));
INSERT INTO student_field_categories (title, sort_order) VALUES ('General Info', 1);
-- Each person has a row, and an id, for every school year.
CREATE TABLE staff (staff_id integer PRIMARY KEY, syear integer, username text, name text, profile text,
    profile_id integer, rollover_id integer);
INSERT INTO staff VALUES (104, 2025, 'ilse', 'Ilse', 'teacher', 2, NULL), (105, 2025, 'omar', 'Omar', 'teacher', 2, NULL),
    (204, 2026, 'ilse', 'Ilse', 'teacher', 2, 104), (205, 2026, 'omar', 'Omar', 'teacher', 2, 105),
    (106, 2026, 'teun', 'Teun', 'teacher', 2, NULL), (107, 2026, 'carla', 'Carla', 'admin', 4, NULL),
    (201, 2026, 'admin', 'Admin', 'admin', 1, NULL), (208, 2026, 'mara', 'Mara', 'parent', 3, NULL),
    (209, 2026, 'extra', 'Extra', 'teacher', NULL, NULL);
CREATE TABLE students (student_id integer PRIMARY KEY);
INSERT INTO students VALUES (1), (2), (3), (4), (5), (6);
CREATE TABLE student_enrollment (id integer PRIMARY KEY, student_id integer, syear integer, school_id integer, start_date date);
INSERT INTO student_enrollment (student_id, syear, school_id, start_date) VALUES (1, 2026, 1, '2026-08-24'), (2, 2026, 1, '2026-08-24'),
    (3, 2026, 1, '2026-08-24'), (4, 2026, 1, '2026-08-24'), (5, 2026, 1, '2026-08-24'), (6, 2026, 2, '2026-08-24');
CREATE TABLE course_periods (course_period_id integer PRIMARY KEY, teacher_id integer, secondary_teacher_id integer);
INSERT INTO course_periods VALUES (1, 204, NULL), (2, 205, NULL), (3, 106, NULL), (9, 104, 204);
CREATE TABLE schedule (student_id integer, syear integer, course_period_id integer);
INSERT INTO schedule VALUES (1, 2026, 1), (2, 2026, 1), (3, 2026, 1), (4, 2026, 1), (1, 2026, 2), (5, 2026, 3), (5, 2025, 9);
