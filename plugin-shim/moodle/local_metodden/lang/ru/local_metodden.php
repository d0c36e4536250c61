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
 * Russian words.
 *
 * The words 'go_' are those on the buttons of the screens; a test compares them.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$string['baseurl'] = 'Адрес сервиса';
$string['baseurl_desc'] = 'Куда передаются сотрудники, например https://metodden.example.org';
$string['check'] = 'Проверка связи';
$string['check_address'] = 'Адрес сервиса: {$a}.';
$string['check_clock'] = 'Часы сходятся (разница {$a} с).';
$string['check_clockahead'] = 'Часы портала спешат относительно сервиса на {$a} с: вход будет отклонён. Включите синхронизацию времени на обоих серверах.';
$string['check_clockbehind'] = 'Часы портала отстают от сервиса на {$a} с: вход будет отклонён. Включите синхронизацию времени на обоих серверах.';
$string['check_exchange'] = 'Веб-службы включены, учётная запись сервиса есть.';
$string['check_health'] = 'Сервис отвечает по адресу {$a}.';
$string['check_http'] = 'Адрес {$a} не защищён: он должен начинаться с https://, иначе браузер не сохранит вход.';
$string['check_jwks'] = 'Ключи портала опубликованы по адресу {$a}.';
$string['check_jwksaway'] = 'Портал не смог прочитать собственные ключи по адресу {$a}. Если и сервис не может, передайте ему ключи файлом: metodden portal add.';
$string['check_jwksother'] = 'По адресу {$a} опубликованы ключи, но среди них нет того, которым подписаны пропуска.';
$string['check_noaddress'] = 'Адрес сервиса не задан.';
$string['check_noanswer'] = 'Нет ответа от {$a->url}: {$a->error}';
$string['check_nocompetencies'] = 'Компетенции на портале выключены: согласованные уровни в нём не появятся.';
$string['check_nodate'] = 'Часы сервиса сравнить не удалось: в ответе нет даты.';
$string['check_noname'] = 'Сервер портала не знает имени из адреса {$a->url}. Проверьте, верно ли записан адрес, и настройку DNS. ({$a->error})';
$string['check_nonumber'] = 'Сотрудников на портале: {$a->all}; без индивидуального номера {$a->without} - сервис не сможет их опознать.';
$string['check_nostaff'] = 'Нет ни одного сотрудника: ни у кого нет роли с правом «Открывать Методдень», и в настройках не выбрана ни одна группа.';
$string['check_notoken'] = 'У сервиса ещё нет учётной записи на портале. Кнопка ниже её заведёт.';
$string['check_notservice'] = 'По адресу {$a->url} отвечает не Методдень (код {$a->status}).';
$string['check_oldservice'] = 'Не удалось проверить, принимает ли сервис пропуска (код {$a}): он старше этого плагина.';
$string['check_passrefused'] = 'Сервис знает этот портал, но не принимает его пропуск: ключ портала сменился после регистрации или расходятся часы. Зарегистрируйте портал ещё раз: metodden portal add {$a->issuer} keys.json --client {$a->client}';
$string['check_portal'] = 'Сервис знает этот портал ({$a->issuer}, {$a->client}) и принимает его пропуска.';
$string['check_redirect'] = 'Адрес {$a->url} перенаправляет на {$a->to}. Укажите адрес, где сервис действительно находится.';
$string['check_refused'] = 'По адресу {$a->url} никто не отвечает: сервис остановлен или неверен порт. ({$a->error})';
$string['check_staff'] = 'Сотрудников на портале: {$a->all}, у всех заполнен индивидуальный номер.';
$string['check_timeout'] = 'Нет ответа от {$a->url} за отведённое время: возможно, мешает сетевой экран или сервис перегружен. ({$a->error})';
$string['check_tls'] = 'Сервер портала не принимает сертификат по адресу {$a->url}: он просрочен, выдан на другое имя или неизвестен. ({$a->error})';
$string['check_toolkeys'] = 'Портал может забрать ключи сервиса по адресу {$a}: ссылки в курсах выбираются, участники курсов читаются.';
$string['check_toolkeysaway'] = 'По адресу {$a} нет ключей сервиса. Они нужны только для ссылок в курсах (LTI); их создаёт metodden portal keys create.';
$string['check_toolkeysblocked'] = 'Портал сам запрещает себе обращаться к {$a}: ссылки в курсах не выбрать и участников курсов не прочитать (LTI), остальное работает. В «Безопасность - Безопасность HTTP» уберите адрес из curlsecurityblockedhosts и впишите порт в curlsecurityallowedport; или впишите в настройках инструмента открытый ключ текстом: его печатает metodden portal keys pem.';
$string['check_unavailable'] = 'Сервис по адресу {$a} запущен, но не готов: недоступна его база данных или не выполнено обновление схемы. Причина - в журнале сервиса.';
$string['check_unregistered'] = 'Сервис не знает этот портал. Выполните на его сервере: metodden portal add {$a->issuer} keys.json --client {$a->client}';
$string['check_webservices'] = 'Веб-службы с протоколом REST выключены: сервис ничего не может передать порталу. Кнопка ниже их включит.';
$string['checkagain'] = 'Проверить ещё раз';
$string['checkallright'] = 'Всё работает.';
$string['clientid'] = 'Имя этого портала в сервисе';
$string['clientid_desc'] = 'То же слово, с которым портал зарегистрирован в сервисе';
$string['cohorts'] = 'Глобальные группы сотрудников';
$string['cohorts_desc'] = 'Участники этих групп видят пункт меню и входят в список сотрудников - кроме всех, у кого есть роль с правом «Открывать Методдень»: учителей и управляющих, если роли не менялись.';
$string['connecthelp'] = 'Настраивает плагин и проверяет связь: php local/metodden/cli/connect.php [--baseurl=АДРЕС] [--proxypath=/ПУТЬ] [--clientid=ИМЯ] [--schoolfield=ПОЛЕ] [--postfield=ПОЛЕ]. Последняя строка - ключ доступа для сервиса.';
$string['evidence_agreed'] = 'Уровень согласован в Методдне: {$a}';
$string['evidence_observed'] = 'Методдень: {$a}';
$string['exchange'] = 'Обратная связь с порталом';
$string['exchange_desc'] = 'Сервис передаёт порталу согласованные уровни, события календаря и уведомления и читает список сотрудников под собственной учётной записью, которая больше ничего не может.';
$string['exchangefirst'] = 'Методдень';
$string['exchangelast'] = 'обмен';
$string['exchangemake'] = 'Завести учётную запись и ключ доступа';
$string['exchangerole'] = 'Методдень: обмен';
$string['exchangerole_desc'] = 'Собственная учётная запись сервиса: читает список сотрудников, передаёт подтверждения, оценки, события и уведомления';
$string['exchangeshow'] = 'Показать ключ доступа';
$string['exchangetoken'] = 'Передайте этот ключ администратору сервиса. Кто им владеет, может прочитать список сотрудников: не пересылайте его открытым письмом.';
$string['go_correction'] = 'Открыть коррекцию';
$string['go_correction_agree'] = 'Рассмотреть';
$string['go_correction_check'] = 'Подвести итог';
$string['go_correction_close'] = 'Закрыть коррекцию';
$string['go_correction_measure'] = 'К коррекции';
$string['go_correction_start'] = 'Начать работу';
$string['go_day'] = 'Открыть день';
$string['go_day_announce'] = 'Объявить день';
$string['go_day_close'] = 'Закрыть день';
$string['go_day_draft_order'] = 'Подготовить приказ';
$string['go_day_draft_spravka'] = 'Составить справку';
$string['go_day_hold'] = 'Завершить день';
$string['go_day_order'] = 'К приказу';
$string['go_day_plan'] = 'Включить в план';
$string['go_day_programme'] = 'Открыть программу';
$string['go_day_start'] = 'Начать день';
$string['go_material'] = 'Открыть документ';
$string['go_material_acknowledge'] = 'Ознакомиться';
$string['go_material_queue'] = 'Передать в совет';
$string['go_material_sign'] = 'Дописать и подписать';
$string['go_material_take_up'] = 'Доработать';
$string['go_order'] = 'Открыть приказ';
$string['go_order_register'] = 'Зарегистрировать';
$string['go_order_sign'] = 'Подписать приказ';
$string['go_plan'] = 'Открыть план';
$string['go_plan_approve'] = 'Утвердить план';
$string['go_plan_draft_order'] = 'Подготовить приказ';
$string['go_plan_item'] = 'Провести день';
$string['go_plan_submit'] = 'Передать план в совет';
$string['go_practice'] = 'Открыть карточку';
$string['go_practice_archive'] = 'Убрать из банка';
$string['go_practice_consent'] = 'Дать согласие';
$string['go_practice_describe'] = 'Описать опыт';
$string['go_practice_submit'] = 'Передать в совет';
$string['go_practice_verify'] = 'Подтвердить внедрение';
$string['go_proposal'] = 'К предложениям';
$string['go_queue'] = 'Назначить заседание';
$string['go_remark'] = 'К замечанию';
$string['go_remark_answer'] = 'Ответить';
$string['go_remark_close'] = 'Проверить ответ';
$string['go_sheet'] = 'Продолжить лист';
$string['go_sheet_submit'] = 'Продолжить лист';
$string['go_sitting'] = 'К заседанию';
$string['go_sitting_call'] = 'Созвать';
$string['go_sitting_close'] = 'Закрыть заседание';
$string['go_sitting_draft_approval'] = 'Подготовить приказ';
$string['go_sitting_minutes'] = 'Подготовить протокол';
$string['go_sitting_open'] = 'Открыть заседание';
$string['go_sitting_prepare'] = 'Прочитать материалы';
$string['go_sitting_sign_minutes'] = 'Подписать протокол';
$string['go_sitting_vote'] = 'Голосовать';
$string['go_slot_visit'] = 'Начать посещение';
$string['go_visit'] = 'Открыть посещение';
$string['go_visit_acknowledge'] = 'Ознакомиться';
$string['go_visit_assess'] = 'К листам';
$string['go_visit_close'] = 'Закрыть посещение';
$string['go_visit_draft_analysis'] = 'Составить анализ';
$string['go_visit_hold'] = 'Начать лист';
$string['go_visit_submit'] = 'Продолжить лист';
$string['levelbad'] = 'Не работает';
$string['levelok'] = 'Работает';
$string['levelwarn'] = 'Обратите внимание';
$string['messageprovider:nextstep'] = 'Шаги и сроки Методдня';
$string['metodden:deliver'] = 'Передавать подтверждения, оценки, события и уведомления (учётная запись сервиса)';
$string['metodden:readroster'] = 'Читать список сотрудников (учётная запись сервиса)';
$string['metodden:view'] = 'Открывать Методдень';
$string['mountaway'] = 'Не удалось открыть экраны внутри страницы портала.';
$string['mytasks'] = 'Мои задачи';
$string['mytasksaway'] = 'Методдень не ответил; ваши задачи в нём сохранены. Обновите страницу через минуту.';
$string['mytasksleft'] = 'и ещё {$a}';
$string['mytasksloading'] = 'Спрашиваем Методдень…';
$string['mytasksnone'] = 'Ничто не ждёт вашего действия.';
$string['nightly'] = 'Методдень: список сотрудников и старые доставки';
$string['nokey'] = 'У портала ещё нет собственного ключа LTI. Откройте администратором страницу внешних инструментов LTI или выполните обновление ещё раз: ключ будет создан.';
$string['notconfigured'] = 'Адрес сервиса ещё не задан. Обратитесь к администратору портала: Администрирование, Плагины, Локальные плагины, Методдень.';
$string['open'] = 'Открыть Методдень';
$string['opening'] = 'Открываем Методдень. Если ничего не происходит, нажмите кнопку.';
$string['openinghere'] = 'Открываем Методдень…';
$string['openown'] = 'Открыть в отдельном окне';
$string['personunknown'] = 'Вас нет в списке сотрудников Методдня. Обратитесь к администратору портала.';
$string['pluginname'] = 'Методдень';
$string['postfield'] = 'Поле профиля с должностью';
$string['postfield_desc'] = 'Что сервис получает как должность сотрудника';
$string['privacy:calendar'] = 'Методические дни и посещения в личном календаре';
$string['privacy:competency'] = 'Подтверждения и согласованные оценки компетенций';
$string['privacy:delivery'] = 'Что сервис передал о людях, чтобы ничто не сработало дважды';
$string['privacy:delivery:deliverykey'] = 'Ключ доставки';
$string['privacy:delivery:digest'] = 'Контрольная сумма содержания';
$string['privacy:delivery:kind'] = 'Что передано';
$string['privacy:delivery:resultid'] = 'Что появилось на портале';
$string['privacy:delivery:timecreated'] = 'Когда передано';
$string['privacy:delivery:userid'] = 'О ком';
$string['privacy:message'] = 'Напоминания о шагах и сроках';
$string['privacy:person'] = 'Кто входит в список сотрудников и когда это изменилось';
$string['privacy:person:digest'] = 'Контрольная сумма показанного сервису';
$string['privacy:person:gone'] = 'Выбыл ли сотрудник';
$string['privacy:person:idnumber'] = 'Его индивидуальный номер';
$string['privacy:person:timechanged'] = 'Когда замечено последнее изменение';
$string['privacy:person:userid'] = 'Сотрудник';
$string['privacy:service'] = 'Сервис «Методдень» получает список сотрудников и сведения о входящем';
$string['privacy:service:cohorts'] = 'Глобальные группы';
$string['privacy:service:email'] = 'Адрес электронной почты';
$string['privacy:service:fullname'] = 'Фамилия, имя, отчество';
$string['privacy:service:idnumber'] = 'Индивидуальный номер';
$string['privacy:service:schoolpost'] = 'Школа и должность из профиля';
$string['privacy:service:suspended'] = 'Приостановлена ли учётная запись';
$string['privacy:service:userid'] = 'Номер на портале';
$string['proxypath'] = 'Путь внутри портала';
$string['proxypath_desc'] = 'Где веб-сервер портала передаёт запросы сервису, например /metodden: тогда экраны открываются внутри страницы портала. Если оставить пустым, пункт меню ведёт на собственный адрес сервиса.';
$string['refused_competencies_off'] = 'Компетенции на портале выключены';
$string['refused_competency_unknown'] = 'На портале нет такой компетенции: {$a}';
$string['refused_grade_out_of_range'] = 'Шкала этой компетенции имеет значения от 1 до {$a}';
$string['refused_key_bad'] = 'Ключ доставки пуст или длиннее 100 знаков';
$string['refused_key_reused'] = 'Ключ {$a} уже использован для доставки с другим содержанием';
$string['refused_levels_bad'] = 'Набору компетенций нужны два уровня или больше и первый достаточный среди них';
$string['refused_not_sent'] = 'Портал не принял уведомление: этот вид уведомлений выключен';
$string['refused_parent_unknown'] = 'Родитель должен быть назван раньше подчинённых: {$a}';
$string['refused_person_ambiguous'] = 'У нескольких пользователей портала индивидуальный номер «{$a}»';
$string['refused_person_suspended'] = 'Учётная запись сотрудника «{$a}» приостановлена';
$string['refused_person_unknown'] = 'На портале нет сотрудника «{$a}»';
$string['refused_target_long'] = 'Обратная ссылка длиннее 255 знаков, которые хранит портал';
$string['refused_uid_bad'] = 'Имя события пусто или слишком длинно';
$string['schoolfield'] = 'Поле профиля со школой';
$string['schoolfield_desc'] = 'Что сервис получает как школу сотрудника';
$string['tasks'] = 'Задачи в личном кабинете';
$string['tasks_desc'] = 'Показывать сотрудникам блок «Мои задачи» в личном кабинете';
$string['term'] = 'до {$a}';
$string['termlate'] = 'срок был до {$a}';
$string['termtoday'] = 'срок сегодня';
$string['visitforms'] = 'Листы посещений уроков';
