/* Ranks lessons for a query. Pure: the worker, the command line and the tests run it as it is.
 *
 *   const index = lessonSearch.open(first)             the first file, as search/index.py writes it
 *   const query = lessonSearch.read(index, "c4 卷积")
 *   lessonSearch.partsOf(index, query)                 {names, terms}: numbers of the parts it needs
 *   lessonSearch.rank(index, query, parts)             [{entry, score}], best first; the same with
 *                                                      those parts as with all of them
 */
;(() => {
  "use strict"

  const { WEIGHTS, blurSounds, openLexicon, readPairs, readSounds, wordsOfLexicon, wordsOfNames } = lessonSearch

  const FORMAT = 2
  const GRADES = 9
  const STEP = 10 // of a posting: ten times the distance, and a grade
  const KINDS = 8
  const TITLES = 3 // kinds below are titles: Chinese, English, another wording
  const SIZES = 32

  /* ---- the first file ---- */

  const spread = (runs) => {
    const values = []
    for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < runs[i + 1]; n++) values.push(runs[i])
    return values
  }

  const sums = (distances) => {
    let sum = 0
    return distances.map((distance) => (sum += distance))
  }

  const openFolding = (pairs) => {
    const folding = readPairs(pairs)
    return {
      folding,
      foldable: new RegExp(`[${[...folding.keys()].join("")}]`, "gu"),
      folded: new Map(), // a course has a few thousand characters, each met very often
      foldedTexts: new Map(),
    }
  }

  const open = (first) => {
    if (first.format !== FORMAT) throw new Error("索引与脚本的版本不同")
    const { numbers, courses, weeks, sections, durations } = first.lessons
    const sounds = readSounds(first.sounds)
    return {
      suffix: first.suffix, build: first.build, parts: first.parts, here: first.here,
      numbers: sums(numbers), courses: spread(courses), weeks: spread(weeks), sections, durations,
      pages: first.pages,
      tags: Object.entries(first.tags).map(([tag, lessons]) => [tag, new Set(sums(lessons))]),
      ...openFolding(first.folding),
      sounds,
      blurred: blurSounds(sounds),
      lexicon: openLexicon(first.here ? wordsOfNames(first.here.names) : wordsOfLexicon(first.lexicon), sounds),
    }
  }

  /* Number of the part that holds `key`, a term or the number of an entry; -1 where none does. */
  const partOf = (index, kind, key) => {
    const starts = index.parts[kind]
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (starts[middle] <= key) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  const termsOf = (unit) => [unit.text, ...unit.like.keys()]

  const partsOf = (index, query) => {
    const units = query.readings.flatMap((reading) => reading.units)
    const numbers = (kind, terms) =>
      [...new Set(terms.map((term) => partOf(index, kind, term)))].filter((n) => n >= 0).sort((a, b) => a - b)
    const inNotes = units.filter((unit) => !unit.isExtra).flatMap(termsOf).filter((term) => term[0] !== "~")
    return { names: index.here ? [] : numbers("names", units.flatMap(termsOf)), terms: numbers("terms", inNotes) }
  }

  /* The numbers that a part has for a term. */
  const rowOf = (index, kind, term, parts) => {
    const part = kind === "names" && index.here ? index.here.names : parts[kind] && parts[kind][partOf(index, kind, term)]
    return part && Object.prototype.hasOwnProperty.call(part, term) ? part[term] : []
  }

  /* ---- scores ---- */

  const rarity = (count, all) => Math.min(WEIGHTS.rarest, Math.log(1 + (all - count + 0.5) / (count + 0.5)))

  const raise = (map, key, value) => {
    if (value > (map.get(key) || 0)) map.set(key, value)
  }

  /* What a unit is worth in the names of each entry; `names` gathers how much of each name it is. */
  const scoreNames = (index, unit, parts, names) => {
    const found = new Map()
    const held = new Map() // by name: what this unit is worth in it
    for (const [term, worth] of [[unit.text, 1], ...unit.like]) {
      const row = rowOf(index, "names", term, parts)
      let entry = 0
      for (let i = 0; i < row.length; i += 2) {
        entry += row[i]
        raise(found, entry, worth * WEIGHTS.kinds[row[i + 1] % KINDS])
        if (!unit.isExtra) raise(held, entry * 1e9 + row[i + 1], worth)
      }
    }
    for (const [name, worth] of held) {
      const known = names.get(name)
      if (known === undefined) names.set(name, [1, worth * unit.weight])
      else {
        known[0] += 1
        known[1] += worth * unit.weight
      }
    }
    return found
  }

  /* What a unit is worth in the notes of each entry: the best of its terms. */
  const scoreNotes = (index, unit, parts) => {
    const found = new Map()
    if (unit.isExtra) return found
    for (const [term, worth] of [[unit.text, 1], ...unit.like]) {
      const row = rowOf(index, "terms", term, parts)
      if (unit.doubtful && term === unit.text && row.length) unit = { ...unit, like: new Map() }
      if (term !== unit.text && !unit.like.has(term)) break
      let entry = 0
      for (const code of row) {
        entry += Math.floor(code / STEP)
        raise(found, entry, (worth * (code % STEP)) / GRADES)
      }
    }
    return found
  }

  /* By entry: how much of its best name the query is, and whether it holds all of the query. */
  const scoreWhole = (names, wanted) => {
    const best = new Map()
    for (const [name, [terms, weight]] of names) {
      const code = name % 1e9
      const size = Math.floor(code / KINDS) % SIZES
      const share = Math.min(1, terms / Math.max(1, size))
      const held = Math.min(1, weight / wanted)
      const isTitle = code % KINDS < TITLES
      const exact = isTitle && share === 1 && held === 1 ? WEIGHTS.exact : 0
      const score = WEIGHTS.kinds[code % KINDS] * (WEIGHTS.share * share + WEIGHTS.whole * held ** WEIGHTS.strict + exact)
      raise(best, Math.floor(name / 1e9), score)
    }
    return best
  }

  /* Scores of the entries that a reading finds, by entry. */
  const scoreReading = (index, reading, parts) => {
    const all = index.numbers.length + index.pages.length
    const scores = new Map()
    const matched = new Map()
    const names = new Map()
    let wanted = 0
    let mean = 0
    for (const unit of reading.units) {
      const inNames = scoreNames(index, unit, parts, names)
      const inNotes = scoreNotes(index, unit, parts)
      const rare = rarity(inNames.size, all)
      const rareNotes = rarity(inNotes.size, all)
      if (!unit.isExtra) {
        wanted += unit.weight
        mean += unit.weight * rare
      }
      for (const entry of new Set([...inNames.keys(), ...inNotes.keys()])) {
        const name = inNames.get(entry) || 0
        const note = inNotes.get(entry) || 0
        const score = unit.weight * (rare * name + WEIGHTS.body * rareNotes * note)
        scores.set(entry, (scores.get(entry) || 0) + score)
        if (unit.isExtra) continue
        const share = Math.min(1, Math.max(name, note > 0 ? WEIGHTS.note + (1 - WEIGHTS.note) * note : 0))
        matched.set(entry, (matched.get(entry) || 0) + unit.weight * share)
      }
    }
    const whole = scoreWhole(names, wanted)
    for (const [entry, score] of scores) {
      const coverage = Math.pow((matched.get(entry) || 0) / wanted, WEIGHTS.coverage)
      scores.set(entry, reading.worth * (score * coverage + (mean / wanted) * (whole.get(entry) || 0)))
    }
    return scores
  }

  /* ---- filters ---- */

  const matchesFilters = (index, entry, { course, week, tag, length }) => {
    if (course !== undefined && index.courses[entry] !== course) return false
    if (week !== undefined && index.weeks[entry] !== week) return false
    if (tag !== undefined && !index.tags.some(([name, lessons]) => name.startsWith(tag) && lessons.has(entry))) return false
    if (length !== undefined) {
      const duration = index.durations[entry]
      if (duration === null || duration === undefined) return false
      return length[0] === ">" ? duration > length[1] : duration < length[1]
    }
    return true
  }

  const NAMED = 1000
  const LESSONS_FIRST = 5 // of them stand before any other page

  /* What the filters alone are worth: the lesson that is named stands first. */
  const scoreFilters = (index, entry, { number, place, course, week, tag, length }, alone) => {
    if (number !== undefined && number === index.numbers[entry]) return NAMED
    if (place && place[0] === index.courses[entry] && place[1] === index.weeks[entry] && place[2] === index.sections[entry]) return NAMED
    const narrows = [course, week, tag, length].some((filter) => filter !== undefined)
    return alone && narrows ? 1 - entry / (index.numbers.length + 1) : 0
  }

  const rank = (index, query, parts = {}) => {
    const scores = new Map()
    for (const reading of query.readings) {
      for (const [entry, score] of scoreReading(index, reading, parts)) raise(scores, entry, score)
    }
    const lessons = index.numbers.length
    const alone = query.readings[0].units.length === 0
    const hits = []
    for (let entry = 0; entry < lessons + index.pages.length; entry++) {
      const found = (scores.get(entry) || 0) * (entry < lessons ? 1 : WEIGHTS.page)
      const score = found + (entry < lessons ? scoreFilters(index, entry, query.filters, alone) : 0)
      if (score > 0 && matchesFilters(index, entry, query.filters)) hits.push({ entry, score })
    }
    hits.sort((a, b) => b.score - a.score || a.entry - b.entry)
    const isLesson = ({ entry }) => entry < lessons
    const best = hits.filter(isLesson).slice(0, LESSONS_FIRST)
    return [...best, ...hits.filter((hit) => !best.includes(hit))]
  }

  Object.assign(lessonSearch, { open, openFolding, partOf, partsOf, rank, termsOf })
})()
