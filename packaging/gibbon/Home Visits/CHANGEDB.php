<?php
// Changes of the database from one version of the module to the next; there is none yet.
$sql = [['0.1.00', '']];
