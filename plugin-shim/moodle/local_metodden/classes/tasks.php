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
 * «Мои задачи»: the service's next steps of one person, as rows for the dashboard.
 *
 * Nothing here asks the portal for anything, so it is tested without one.
 *
 * @package    local_metodden
 * @copyright  2026 metodden authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace local_metodden;

/**
 * Rows of the block on the dashboard.
 */
final class tasks {
    /** So many fit beside the portal's other blocks; the rest is one link away. */
    public const SHOWN = 5;

    /** Screens of the service by what a step is of. */
    private const SCREENS = [
        'order' => '/orders/{id}',
        'slot' => '/days/{day}/programme?slot={id}',
        'visit' => '/visits/{id}',
        'sheet' => '/visits/{id}?sheet=1',
        'material' => '/materials/{id}',
        'practice' => '/practices/{id}',
        'plan_item' => '/plan/items/{id}',
        'correction' => '/corrections/{id}',
        'sitting' => '/sittings/{id}',
        'day' => '/days/{id}',
        'proposal' => '/next-year',
        'queue' => '/sittings',
        'remark' => '/control',
    ];

    /**
     * The person's own steps, most urgent first.
     *
     * @param array $items of the service's answer to GET /next-steps
     * @param string $today 'YYYY-MM-DD'
     * @param callable $word string of the plugin by its name and parameter, '' when there is none
     * @param callable $date 'YYYY-MM-DD' as people read it
     * @return array title, more, action, term, late, target of each
     */
    public static function rows(array $items, string $today, callable $word, callable $date): array {
        $own = array_values(array_filter($items, fn($step) => !empty($step->mine)));
        usort($own, fn($a, $b) => strcmp($a->due_on ?? '9999', $b->due_on ?? '9999'));
        return array_map(fn($step) => [
            'title' => (string) $step->title,
            'more' => implode(' · ', array_filter([self::more($step->subtitle ?? '', $word), $step->school->name ?? ''])),
            'action' => $word("go_{$step->entity}_{$step->event}", '') ?: $word("go_{$step->entity}", '') ?: $word('open', ''),
            'term' => self::term($step->due_on ?? null, $today, $word, $date),
            'late' => ($step->due_on ?? '9999') < $today,
            'target' => self::target($step),
        ], array_slice($own, 0, self::SHOWN));
    }

    /**
     * How many steps are the person's own.
     *
     * @param array $items of the service's answer
     * @return int
     */
    public static function count(array $items): int {
        return count(array_filter($items, fn($step) => !empty($step->mine)));
    }

    /**
     * Where a step is done.
     *
     * @param \stdClass $step
     * @return string path inside the service
     */
    public static function target(\stdClass $step): string {
        $screen = self::SCREENS[$step->entity] ?? '/';
        if ($step->entity === 'remark' && !empty($step->day)) {
            return $screen . '?day=' . rawurlencode($step->day);
        }
        if (!str_contains($screen, '{id}')) {
            return $screen;
        }
        if (empty($step->id)) {
            return '/';
        }
        $programme = $step->entity === 'day' && $step->event === 'programme';
        $of = ['{id}' => rawurlencode($step->id), '{day}' => rawurlencode($step->day ?? '')];
        return strtr($screen, $of) . ($programme ? '/programme' : '');
    }

    /**
     * Steps that stand for several things name the first and count the others: «Физика +11».
     *
     * @param string $subtitle
     * @param callable $word
     * @return string
     */
    private static function more(string $subtitle, callable $word): string {
        return preg_match('~^(.*?) ?\+(\d+)$~s', $subtitle, $found)
            ? trim($found[1] . ' ' . $word('mytasksleft', $found[2])) : $subtitle;
    }

    /**
     * The term of a step in words.
     *
     * @param string|null $due 'YYYY-MM-DD'
     * @param string $today
     * @param callable $word
     * @param callable $date
     * @return string '' without a term
     */
    private static function term(?string $due, string $today, callable $word, callable $date): string {
        if ($due === null) {
            return '';
        }
        $name = $due < $today ? 'termlate' : ($due === $today ? 'termtoday' : 'term');
        return $word($name, $date($due));
    }
}
