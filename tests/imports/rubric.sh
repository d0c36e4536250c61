#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# import rubric: a rubric (карта посещения) described in JSON.
# shellcheck source=tests/imports/import.bash
. "$(dirname "$0")/import.bash"
district framework
file=$fixtures/rubric.json
dry 'a dry run says what would be' 'rubric.json: строк 1; было бы добавлено 6, изменено 0 (проверка, ничего не записано)' rubric "$file"
loads 'the file is loaded' 'rubric.json: строк 1; добавлено 6, изменено 0' rubric "$file"
expect 'its items stand in their sections' '1.1|Цель названа|{0,1,2}|S1.1|f
1.2|Итог подведён|{0,1}|S1|f
2.1|Роли понятны|{0,0.5,1}|S2|t' "$(in_clone -c "select s.position || '.' || i.position, i.body, i.points, c.code, s.may_be_absent from edition e join rubric_section s on s.edition_id = e.id
	join rubric_item i on i.section_id = s.id left join competence c on c.id = i.competence_id where e.code = 'small' and e.kind = 'rubric' order by 1")"
again 'the same file changes nothing' rubric "$file"
(printf '\xef\xbb\xbf' && sed 's/$/\r/' "$file") >"$files/windows.json"
again 'neither does it with a byte order mark and CRLF' rubric "$files/windows.json"
sed 's/Итог подведён/Итог подведён вместе/' "$file" >"$files/changed.json"
loads 'another content is a new version' 'changed.json: строк 1; добавлено 6, изменено 0' rubric "$files/changed.json"
again 'and that too once more changes nothing' rubric "$files/changed.json"

sed 's/"sum"/"all"/; s/\[0, 1, 2\]/[0]/; s/S1.1/S9/; s/"scale"/"slider"/; s/"small", "title"/"", "title"/; s/"teacher"/"pupil"/' "$file" >"$files/bad.json"
refused 'everything wrong in a description is named' rubric "$files/bad.json" <<'C'
bad.json: карта описана неверно: code
bad.json: карта описана неверно: for: teacher | leader
bad.json: карта описана неверно: 1: takes: sum | best
bad.json: карта описана неверно: 2: takes: sum | best
bad.json: карта описана неверно: 1.1: looks: scale | binary | choice
bad.json: карта описана неверно: 2.1: looks: scale | binary | choice
bad.json: карта описана неверно: 1.1: points: [0, 1, ...]
bad.json: карта описана неверно: 1.1: competence S9
metodden: bad.json: ошибок 8, не загружено ничего
C
sed 's/"framework": "small"/"framework": "нет такой"/; s/"from": 0,/"from": 0.1,/' "$file" >"$files/bad.json"
refused 'an unknown framework, levels that do not begin at nothing' rubric "$files/bad.json" <<'C'
bad.json: нет опубликованной рамки «нет такой»
bad.json: карта описана неверно: bands: [{"from": 0, "word": "..."}, ...]
bad.json: карта описана неверно: 1.1: competence S1.1
bad.json: карта описана неверно: 1.2: competence S1
bad.json: карта описана неверно: 2.1: competence S2
metodden: bad.json: ошибок 5, не загружено ничего
C
# broken NAME TEXT REASON: what isn't JSON is named by line.
broken() {
	printf '%b' "$2" >"$files/broken.json"
	refused "$1" rubric "$files/broken.json" <<-C
		broken.json, строка $3
		metodden: broken.json: ошибок 1, не загружено ничего
	C
}
broken 'a text that breaks off' '{"code": "x",\n"title": [1' '2: нарушен формат JSON: ожидается запятая или конец'
broken 'two values without a comma' '{"code": "x",\n "title": 1 2}' '2: нарушен формат JSON: ожидается запятая или конец'
broken 'a name without its value' '{"code"\n\n:}' '3: нарушен формат JSON: ожидается значение'
broken 'a name given twice' '{"code": "a", "code": "b"}' '1: нарушен формат JSON: имя встречается в объекте дважды'
broken 'a table instead of JSON' 'дата,школа\n1,2\n' '1: нарушен формат JSON: ожидается значение'
METODDEN_LANG=en refused 'and in English' rubric "$files/broken.json" <<'C'
broken.json, line 1: not valid JSON: a value is expected
metodden: broken.json: 1 errors, nothing was loaded
C
finish
