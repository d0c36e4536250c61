<?php
// This file is part of Moodle - https://moodle.org/
//
// Moodle is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Moodle is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <https://www.gnu.org/licenses/>.

/**
 * English words.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['baseurl'] = 'Address of the service';
$string['baseurl_desc'] = 'Where people are handed over to, for example https://metodden.example.org';
$string['clientid'] = 'Name of this portal at the service';
$string['clientid_desc'] = 'The same word that was given when the portal was registered there';
$string['metodden:view'] = 'Open methodological days';
$string['notconfigured'] = 'The address of the service is not set yet. Ask the portal\'s administrator: Site administration, Plugins, Local plugins, Methodological days.';
$string['open'] = 'Open methodological days';
$string['opening'] = 'Opening methodological days. If nothing happens, press the button.';
$string['pluginname'] = 'Methodological days';
