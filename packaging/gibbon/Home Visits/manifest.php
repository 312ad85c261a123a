<?php
// What Gibbon reads when the module is installed.

$name = 'Home Visits';
$description = 'Home visits in the student\'s profile: when they took place, what was heard and agreed.';
$entryURL = 'settings.php';
$type = 'Additional';
$category = 'People';
$version = '0.1.00';
$author = 'homevisit';
$url = '';

// Removed by Gibbon with the module: settings by their scope, the hook by the module.
$gibbonSetting = [];
foreach (['file' => 'Path of homevisit.json', 'library' => 'Path of libhomevisit.so.1', 'roles' => 'Roles'] as $setting => $title) {
    $gibbonSetting[] = "INSERT INTO gibbonSetting (scope,name,nameDisplay,description,value)
        VALUES ('Home Visits','$setting','$title','','')";
}

$nobody = ['defaultPermissionAdmin' => 'N', 'defaultPermissionTeacher' => 'N', 'defaultPermissionStudent' => 'N',
    'defaultPermissionParent' => 'N', 'defaultPermissionSupport' => 'N', 'categoryPermissionStaff' => 'Y',
    'categoryPermissionStudent' => 'N', 'categoryPermissionParent' => 'N', 'categoryPermissionOther' => 'N',
    'category' => 'Home Visits', 'precedence' => '0', 'entrySidebar' => 'Y'];
$actionRows = [
    ['name' => 'Home Visits', 'description' => 'See home visits in a student\'s profile, and record them.',
        'URLList' => 'visits.php', 'entryURL' => 'visits.php', 'menuShow' => 'N',
        'defaultPermissionAdmin' => 'Y', 'defaultPermissionTeacher' => 'Y'] + $nobody,
    ['name' => 'Home Visits Settings', 'description' => 'Where homevisit is, and who is what to it.',
        'URLList' => 'settings.php,settingsProcess.php', 'entryURL' => 'settings.php', 'menuShow' => 'Y',
        'defaultPermissionAdmin' => 'Y'] + $nobody,
];

$options = serialize(['sourceModuleName' => 'Home Visits', 'sourceModuleAction' => 'Home Visits',
    'sourceModuleInclude' => 'hook_studentProfile.php']);
$hooks = ["INSERT INTO gibbonHook (name,type,options,gibbonModuleID)
    VALUES ('Home Visits','Student Profile','$options',(SELECT gibbonModuleID FROM gibbonModule WHERE name='Home Visits'))"];
