-- Run by RosarioSIS when the plugin is deleted. The entries are not touched: see "Removing it" in README.md.

DELETE FROM profile_exceptions WHERE modname IN
    (SELECT CONCAT('Students/Student.php&category_id=', id) FROM student_field_categories WHERE include='Home_Visits/Student');
DELETE FROM staff_exceptions WHERE modname IN
    (SELECT CONCAT('Students/Student.php&category_id=', id) FROM student_field_categories WHERE include='Home_Visits/Student');
DELETE FROM student_field_categories WHERE include='Home_Visits/Student';
DELETE FROM config WHERE school_id=0 AND title LIKE 'HOME_VISITS_%';
