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
 * The words 'go_' are those on the buttons of the screens; a test compares them.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['baseurl'] = 'Address of the service';
$string['baseurl_desc'] = 'Where people are handed over to, for example https://metodden.example.org';
$string['check'] = 'Connection test';
$string['check_address'] = 'The address of the service is {$a}.';
$string['check_clock'] = 'The clocks agree ({$a} s apart).';
$string['check_clockahead'] = 'The portal\'s clock is {$a} s ahead of the service\'s: passes will be refused. Switch on time synchronisation on both servers.';
$string['check_clockbehind'] = 'The portal\'s clock is {$a} s behind the service\'s: passes will be refused. Switch on time synchronisation on both servers.';
$string['check_exchange'] = 'Web services are on, and the service has its account.';
$string['check_health'] = 'The service answers at {$a}.';
$string['check_http'] = 'The address {$a} is not protected: it has to begin with https://, or the browser keeps no session.';
$string['check_jwks'] = 'The portal\'s keys are published at {$a}.';
$string['check_jwksaway'] = 'The portal could not read its own keys at {$a}. If the service can\'t either, give it the keys as a file: metodden portal add.';
$string['check_jwksother'] = 'At {$a} there are keys, but not the one that signs the passes.';
$string['check_noaddress'] = 'The address of the service is not set.';
$string['check_noanswer'] = 'No answer from {$a->url}: {$a->error}';
$string['check_nocompetencies'] = 'Competencies are switched off on this portal: agreed levels can\'t be shown in it.';
$string['check_nodate'] = 'The service\'s clock could not be compared: its answer has no date.';
$string['check_noname'] = 'The name in {$a->url} is not known to the portal\'s server. Check the spelling of the address and the DNS. ({$a->error})';
$string['check_nonumber'] = 'Staff on this portal: {$a->all}; {$a->without} without an idnumber can\'t be found on the service\'s roster.';
$string['check_nostaff'] = 'Nobody is staff: no one has a role with «Open methodological days», and no cohort is chosen in the settings.';
$string['check_notoken'] = 'The service has no account on the portal yet. The button below makes it.';
$string['check_notservice'] = 'At {$a->url} something else answers (status {$a->status}), not methodological days.';
$string['check_oldservice'] = 'Whether the service accepts passes could not be tested (status {$a}): it is older than this plugin.';
$string['check_passrefused'] = 'The service knows this portal, but refuses its pass: the key of the portal was changed after it was registered, or the clocks differ. Register it again: metodden portal add {$a->issuer} keys.json --client {$a->client}';
$string['check_portal'] = 'The service knows this portal ({$a->issuer}, {$a->client}) and accepts its passes.';
$string['check_redirect'] = '{$a->url} leads on to {$a->to}. Set the address where the service really is.';
$string['check_refused'] = 'Nobody listens at {$a->url}: the service is stopped, or the port is wrong. ({$a->error})';
$string['check_staff'] = 'Staff on this portal: {$a->all}, each with an idnumber.';
$string['check_timeout'] = 'No answer from {$a->url} in time: a firewall may stand between, or the service is overloaded. ({$a->error})';
$string['check_tls'] = 'The certificate at {$a->url} is not accepted by the portal\'s server: it has expired, is for another name or is not known. ({$a->error})';
$string['check_toolkeys'] = 'The portal can fetch the service\'s keys at {$a}: links in courses can be chosen, and participants of courses read.';
$string['check_toolkeysaway'] = 'At {$a} there are no keys of the service. They are needed only for links in courses (LTI); metodden portal keys create makes them.';
$string['check_toolkeysblocked'] = 'The portal forbids itself to ask {$a}: links in courses can\'t be chosen, nor participants of courses read (LTI); everything else works. In Security - HTTP security, take the address out of curlsecurityblockedhosts and put its port into curlsecurityallowedport; or enter the public key as text in the tool\'s settings: metodden portal keys pem prints it.';
$string['check_unavailable'] = 'The service at {$a} runs, but is not ready: its database is away or was not migrated. Its administrator sees the reason in the log.';
$string['check_unregistered'] = 'The service does not know this portal. On its server run: metodden portal add {$a->issuer} keys.json --client {$a->client}';
$string['check_webservices'] = 'Web services with the REST protocol are switched off: the service can send nothing to the portal. The button below switches them on.';
$string['checkagain'] = 'Test again';
$string['checkallright'] = 'Everything works.';
$string['clientid'] = 'Name of this portal at the service';
$string['clientid_desc'] = 'The same word that was given when the portal was registered there';
$string['cohorts'] = 'Cohorts of staff';
$string['cohorts_desc'] = 'Members of these cohorts see the entry and are on the roster, besides everybody who has a role with «Open methodological days»: teachers and managers, unless the roles were changed.';
$string['connecthelp'] = 'Sets the plugin up and tests the connection: php local/metodden/cli/connect.php [--baseurl=ADDRESS] [--proxypath=/PATH] [--clientid=NAME] [--schoolfield=FIELD] [--postfield=FIELD]. The last line is the token for the service.';
$string['evidence_agreed'] = 'Level agreed in methodological days: {$a}';
$string['evidence_observed'] = 'Methodological days: {$a}';
$string['exchange'] = 'The way back to the portal';
$string['exchange_desc'] = 'The service delivers agreed levels, calendar events and notifications to the portal, and reads the roster, with an account of its own that can do nothing else.';
$string['exchangefirst'] = 'Methodological days';
$string['exchangelast'] = 'exchange';
$string['exchangemake'] = 'Make the account and its token';
$string['exchangerole'] = 'Methodological days: exchange';
$string['exchangerole_desc'] = 'The service\'s own account: reads the roster, delivers evidence, ratings, events and notifications';
$string['exchangeshow'] = 'Show the token';
$string['exchangetoken'] = 'Give this token to the administrator of the service. Whoever has it can read the roster: send it by no open letter.';
$string['go_correction'] = 'Open the correction';
$string['go_correction_agree'] = 'Consider';
$string['go_correction_check'] = 'Sum up';
$string['go_correction_close'] = 'Close the correction';
$string['go_correction_measure'] = 'To the correction';
$string['go_correction_start'] = 'Start work';
$string['go_day'] = 'Open the day';
$string['go_day_announce'] = 'Announce the day';
$string['go_day_close'] = 'Close the day';
$string['go_day_draft_order'] = 'Draft the order';
$string['go_day_draft_spravka'] = 'Draft the summary report';
$string['go_day_hold'] = 'Finish the day';
$string['go_day_order'] = 'To the order';
$string['go_day_plan'] = 'Put into the plan';
$string['go_day_programme'] = 'Open the programme';
$string['go_day_start'] = 'Start the day';
$string['go_material'] = 'Open the document';
$string['go_material_acknowledge'] = 'Acknowledge';
$string['go_material_queue'] = 'Send to the council';
$string['go_material_sign'] = 'Finish and sign';
$string['go_material_take_up'] = 'Take it up again';
$string['go_order'] = 'Open the order';
$string['go_order_register'] = 'Register';
$string['go_order_sign'] = 'Sign the order';
$string['go_plan'] = 'Open the plan';
$string['go_plan_approve'] = 'Approve the plan';
$string['go_plan_draft_order'] = 'Draft the order';
$string['go_plan_item'] = 'Hold a day';
$string['go_plan_submit'] = 'Submit the plan to the council';
$string['go_practice'] = 'Open the card';
$string['go_practice_archive'] = 'Take it out of the bank';
$string['go_practice_consent'] = 'Give consent';
$string['go_practice_describe'] = 'Describe the practice';
$string['go_practice_submit'] = 'Send to the council';
$string['go_practice_verify'] = 'Verify the adoption';
$string['go_proposal'] = 'To the proposals';
$string['go_queue'] = 'Plan a sitting';
$string['go_remark'] = 'To the remark';
$string['go_remark_answer'] = 'Answer';
$string['go_remark_close'] = 'Check the answer';
$string['go_sheet'] = 'Continue the sheet';
$string['go_sheet_submit'] = 'Continue the sheet';
$string['go_sitting'] = 'To the sitting';
$string['go_sitting_call'] = 'Call it';
$string['go_sitting_close'] = 'Close the sitting';
$string['go_sitting_draft_approval'] = 'Draft the order';
$string['go_sitting_minutes'] = 'Draft the minutes';
$string['go_sitting_open'] = 'Open the sitting';
$string['go_sitting_prepare'] = 'Read the papers';
$string['go_sitting_sign_minutes'] = 'Sign the minutes';
$string['go_sitting_vote'] = 'Vote';
$string['go_slot_visit'] = 'Start the visit';
$string['go_visit'] = 'Open the visit';
$string['go_visit_acknowledge'] = 'Read and acknowledge';
$string['go_visit_assess'] = 'To the sheets';
$string['go_visit_close'] = 'Close the visit';
$string['go_visit_draft_analysis'] = 'Draft the analysis';
$string['go_visit_hold'] = 'Start the sheet';
$string['go_visit_submit'] = 'Go on with the sheet';
$string['levelbad'] = 'Doesn\'t work';
$string['levelok'] = 'Works';
$string['levelwarn'] = 'Take note';
$string['messageprovider:nextstep'] = 'Next steps and terms of methodological days';
$string['metodden:deliver'] = 'Deliver evidence, ratings, events and notifications (the service\'s account)';
$string['metodden:readroster'] = 'Read the roster of staff (the service\'s account)';
$string['metodden:view'] = 'Open methodological days';
$string['mountaway'] = 'The screens could not be opened inside the portal\'s page.';
$string['mytasks'] = 'My tasks';
$string['mytasksaway'] = 'Methodological days did not answer; your tasks are safe there. Reload the page in a minute.';
$string['mytasksleft'] = 'and {$a} more';
$string['mytasksloading'] = 'Asking methodological days…';
$string['mytasksnone'] = 'Nothing waits for you.';
$string['nightly'] = 'Roster of staff and old deliveries of methodological days';
$string['nokey'] = 'This portal has no LTI key of its own yet. Open any page of LTI External tools as an administrator, or run the upgrade once more: the key is made then.';
$string['notconfigured'] = 'The address of the service is not set yet. Ask the portal\'s administrator: Site administration, Plugins, Local plugins, Methodological days.';
$string['open'] = 'Open methodological days';
$string['opening'] = 'Opening methodological days. If nothing happens, press the button.';
$string['openinghere'] = 'Opening methodological days…';
$string['openown'] = 'Open in a window of its own';
$string['personunknown'] = 'You aren\'t on the roster of methodological days. Ask the portal\'s administrator.';
$string['pluginname'] = 'Methodological days';
$string['postfield'] = 'Profile field with the post';
$string['postfield_desc'] = 'What the service gets as the post of a person';
$string['privacy:calendar'] = 'Days and lesson visits in the personal calendar';
$string['privacy:competency'] = 'Evidence and agreed ratings of competencies';
$string['privacy:delivery'] = 'What the service delivered about people, so that nothing takes effect twice';
$string['privacy:delivery:deliverykey'] = 'The key of the delivery';
$string['privacy:delivery:digest'] = 'A digest of the content';
$string['privacy:delivery:kind'] = 'What was delivered';
$string['privacy:delivery:resultid'] = 'What it made on the portal';
$string['privacy:delivery:timecreated'] = 'When it was delivered';
$string['privacy:delivery:userid'] = 'Whom it was about';
$string['privacy:message'] = 'Reminders of next steps and terms';
$string['privacy:person'] = 'Who is on the roster of staff, and when that changed';
$string['privacy:person:digest'] = 'A digest of what the service was shown';
$string['privacy:person:gone'] = 'Whether he is not staff any more';
$string['privacy:person:idnumber'] = 'His idnumber';
$string['privacy:person:timechanged'] = 'When the last change was seen';
$string['privacy:person:userid'] = 'The person';
$string['privacy:service'] = 'The service of methodological days gets the roster of staff, and who signs in there';
$string['privacy:service:cohorts'] = 'Cohorts';
$string['privacy:service:email'] = 'E-mail address';
$string['privacy:service:fullname'] = 'Family name, given name, patronymic';
$string['privacy:service:idnumber'] = 'Idnumber';
$string['privacy:service:schoolpost'] = 'School and post, from the profile';
$string['privacy:service:suspended'] = 'Whether the account is suspended';
$string['privacy:service:userid'] = 'Id on the portal';
$string['proxypath'] = 'Path within the portal';
$string['proxypath_desc'] = 'Where the portal\'s own web server passes the service on, for example /metodden: then the screens open inside the portal\'s page. Leave it empty, and the entry leads to the service\'s own address.';
$string['refused_competencies_off'] = 'Competencies are switched off on this portal';
$string['refused_competency_unknown'] = 'There is no such competency on the portal: {$a}';
$string['refused_grade_out_of_range'] = 'The scale of this competency has values from 1 to {$a}';
$string['refused_key_bad'] = 'The key of a delivery is empty or longer than 100 characters';
$string['refused_key_reused'] = 'The key {$a} was already used for a delivery with other content';
$string['refused_levels_bad'] = 'A framework needs two levels or more, and the first that is enough among them';
$string['refused_not_sent'] = 'The portal did not take the notification: its kind is switched off';
$string['refused_parent_unknown'] = 'A parent has to be named before its children: {$a}';
$string['refused_person_ambiguous'] = 'Several people on the portal have the idnumber "{$a}"';
$string['refused_person_suspended'] = 'The account of the person "{$a}" is closed for now';
$string['refused_person_unknown'] = 'There is no person "{$a}" on the portal';
$string['refused_target_long'] = 'The link back is longer than the 255 characters that the portal keeps';
$string['refused_uid_bad'] = 'The name of an event is empty or too long';
$string['schoolfield'] = 'Profile field with the school';
$string['schoolfield_desc'] = 'What the service gets as the school of a person';
$string['tasks'] = 'Tasks on the dashboard';
$string['tasks_desc'] = 'Show the block «My tasks» on the dashboard of staff';
$string['term'] = 'by {$a}';
$string['termlate'] = 'was due by {$a}';
$string['termtoday'] = 'due today';
$string['visitforms'] = 'Forms of lesson visits';
