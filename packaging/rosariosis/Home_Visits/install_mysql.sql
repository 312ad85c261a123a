-- Run once by RosarioSIS when the plugin is activated for the first time (MySQL).

INSERT INTO student_field_categories (title, sort_order, include)
SELECT 'Home visits|nl_NL.utf8:Huisbezoeken', NULL, 'Home_Visits/Student'
FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM student_field_categories WHERE include='Home_Visits/Student');

INSERT INTO profile_exceptions (profile_id, modname, can_use, can_edit)
SELECT p.id, CONCAT('Students/Student.php&category_id=', c.id), 'Y', 'Y'
FROM user_profiles p, student_field_categories c
WHERE p.profile IN ('admin', 'teacher') AND c.include='Home_Visits/Student'
AND NOT EXISTS (SELECT 1 FROM profile_exceptions e WHERE e.profile_id=p.id
    AND e.modname=CONCAT('Students/Student.php&category_id=', c.id));

-- Where the adapter puts its entries; see adapters/rosariosis/README.md.
CREATE TABLE IF NOT EXISTS homevisit_entries (
    marker varchar(40) PRIMARY KEY,
    revision varchar(40),
    student_id integer NOT NULL,
    kind varchar(10) NOT NULL,
    entry_date date NOT NULL,
    title text NOT NULL,
    entry_text text NOT NULL,
    structured longtext,
    language varchar(35),
    author varchar(40),
    amends varchar(40),
    withdrawn varchar(1),
    changes integer NOT NULL,
    INDEX homevisit_entries_ind1 (student_id),
    FOREIGN KEY (student_id) REFERENCES students(student_id)
);
