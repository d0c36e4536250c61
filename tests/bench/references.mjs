// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compares `metodden-growth fit` with a folder of reference fits (NAME.json with formula and data_file,
// NAME_blup.csv[.gz]) that were brought to their exact optimum: criterion 1e-9 relative, theta, beta
// and standard errors 1e-6 relative to their size, predictions and their sds 1e-6 of the sd.
// Usage: node tests/bench/references.mjs FOLDER [PROGRAM]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const [folder, program = 'build/metodden-growth'] = process.argv.slice(2)
const place = mkdtempSync(join(tmpdir(), 'references-'))
let bad = 0
let count = 0

const text = (path) => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString()
const rows = (path) => text(path).trim().split('\n').slice(1).map((line) => line.split(','))

// "y ~ t + post + (1 + t | teacher) + (1 | batch/cask)" as words of the command line.
function words(ref) {
  const [response, right] = ref.formula.split('~').map((s) => s.trim())
  const fixed = right.replace(/\([^)]*\|[^)]*\)/g, '').split('+').map((s) => s.trim().replaceAll(' ', '')).filter((s) => s && s !== '1')
  const random = [...right.matchAll(/\(([^|)]*)(\|\|?)([^)]*)\)/g)].flatMap(([, effects, bar, group]) => {
    const slope = effects.split('+').map((s) => s.trim()).find((s) => s !== '1')
    const join = bar === '||' ? '::' : ':'
    return group.trim() === 'batch/cask' ? ['sample', 'batch'] : [group.trim() + (slope ? join + slope : '')]
  })
  const size = (f) => ref.varcomp.find((v) => v.term === f.split(':')[0] || v.term === 'cask:batch')?.n_levels ?? 0
  random.sort((a, b) => size(b) - size(a))
  const args = ['--response', response, '--fixed', fixed.join(',') || '1', '--eliminate', random[0]]
  for (const f of random.slice(1)) args.push('--random', f)
  return ref.REML ? args : [...args, '--ml']
}

function differ(what, ours, theirs, unit, limit) {
  const d = Math.abs(ours - theirs) / unit
  return d <= limit ? [] : [`${what}: ${ours} against ${theirs}`]
}

const renamed = (name) => (name === 'service1' ? 'service' : name)

function compareBlup(ref, path, ours) {
  const out = []
  const known = new Map(rows(ours).map(([f, l, c, b, s]) => [`${l}|${c}|${ref.name === 'pastes' && f === 'sample' ? 'cask:batch' : f}`, [+b, +s]]))
  for (const [term, level, coef, blup, , pev] of rows(path)) {
    const level2 = term === 'cask:batch' ? level.split(':').reverse().join(':') : level
    const found = known.get(`${level2}|${renamed(coef)}|${term.replace(/\.1$/, '')}`)
    if (!found) return [`no prediction for ${term} ${level} ${coef}`]
    const unit = +pev || 1
    out.push(...differ(`blup ${level}`, found[0], +blup, unit, 1e-6), ...differ(`sd ${level}`, found[1], +pev, unit, 1e-6))
  }
  return out
}

for (const file of readdirSync(folder).filter((f) => f.endsWith('.json') && !f.startsWith('known_') && !f.startsWith('anchor_')).sort()) {
  const ref = JSON.parse(readFileSync(join(folder, file)))
  const name = ref.name
  if (name === 'cake') continue // polynomial contrasts: the library's own test has it
  count++
  const json = join(place, 'fit.json')
  const blup = join(place, 'blup.csv')
  const start = performance.now()
  execFileSync(program, ['fit', join(folder, ref.data_file), ...words(ref), '--json', json, '--blup', blup], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ms = performance.now() - start
  const fit = JSON.parse(readFileSync(json))
  const faults = fit.criterion <= ref.criterion + 1e-9 * Math.abs(ref.criterion) ? [] : [`criterion ${fit.criterion} against ${ref.criterion}`]
  const theta = [ref.theta].flat()
  theta.forEach((t, i) => faults.push(...differ(`theta ${i}`, fit.theta[i], t, 1, 1e-6)))
  faults.push(...differ('sigma', fit.sigma, ref.sigma, ref.sigma, 1e-6))
  for (const [k, b] of Object.entries(ref.beta)) {
    const se = ref.se_beta[k]
    faults.push(...differ(`beta ${k}`, fit.beta[renamed(k)], b, se, 1e-6), ...differ(`se ${k}`, fit.se[renamed(k)], se, se, 1e-6))
  }
  for (const end of ['_blup.csv', '_blup.csv.gz']) {
    const path = join(folder, name + end)
    if (existsSync(path)) faults.push(...compareBlup(ref, path, blup))
  }
  if (faults.length) bad++
  console.log(`${faults.length ? 'not ok' : 'ok'} ${count} - ${name}: ${fit.evaluations} evaluations, criterion ${(fit.criterion - ref.criterion).toExponential(1)} from the reference, ${ms.toFixed(0)} ms`)
  for (const f of faults.slice(0, 5)) console.log(`# ${f}`)
}
console.log(`1..${count}`)
rmSync(place, { recursive: true })
process.exit(bad ? 1 : 0)
