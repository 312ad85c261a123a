-- The tables of Gibbon that the module meets.
CREATE TABLE gibbonModule (gibbonModuleID integer PRIMARY KEY AUTOINCREMENT, name text);
CREATE TABLE gibbonAction (gibbonActionID integer PRIMARY KEY AUTOINCREMENT, gibbonModuleID integer, name text, URLList text);
CREATE TABLE gibbonPermission (gibbonRoleID text, gibbonActionID integer);
CREATE TABLE gibbonRole (gibbonRoleID text, category text, name text);
INSERT INTO gibbonRole VALUES ('001', 'Staff', 'Administrator'), ('002', 'Staff', 'Teacher'), ('003', 'Student', 'Student'),
    ('004', 'Parent', 'Parent'), ('006', 'Staff', 'Support <b>Staff</b>');
CREATE TABLE gibbonSetting (scope text, name text, nameDisplay text, description text, value text);
CREATE TABLE gibbonHook (gibbonHookID integer PRIMARY KEY AUTOINCREMENT, name text, type text, options text, gibbonModuleID integer);
CREATE TABLE gibbonPerson (gibbonPersonID text, status text);
CREATE TABLE gibbonStudentEnrolment (gibbonPersonID text, gibbonSchoolYearID text);
CREATE TABLE gibbonFamilyChild (gibbonFamilyID integer, gibbonPersonID text);
CREATE TABLE gibbonFamilyAdult (gibbonFamilyID integer, gibbonPersonID text, childDataAccess text);
INSERT INTO gibbonPerson VALUES ('1', 'Full'), ('2', 'Full'), ('3', 'Full'), ('4', 'Full'), ('5', 'Left');
INSERT INTO gibbonStudentEnrolment VALUES ('1', '028'), ('2', '028'), ('3', '028'), ('4', '027'), ('5', '028');
INSERT INTO gibbonModule (name) VALUES ('Students');
INSERT INTO gibbonAction (gibbonModuleID, name, URLList) VALUES (1, 'View Student Profile_full', 'student_view_details.php'),
    (1, 'View Student Profile_brief', 'student_view_details.php');
INSERT INTO gibbonPermission VALUES ('001', 1), ('002', 1), ('006', 2), ('004', 2);
