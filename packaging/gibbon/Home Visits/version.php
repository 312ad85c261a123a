<?php
$moduleVersion = '0.1.00';
