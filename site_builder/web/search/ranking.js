/* Ranks lessons for a query. Pure: the worker, the command line and the tests run it as it is.
 *
 *   const index = lessonSearch.open(first)            the first tier, as search/index.py writes it
 *   const query = lessonSearch.read(index, "c4 卷积")
 *   lessonSearch.partsOf(index, query)                 numbers of the parts of terms it needs
 *   lessonSearch.rank(index, query, parts)             [{lesson, score}], best first; the same with
 *                                                      those parts as with all of them
 *   lessonSearch.show(index, query, hit, texts)        what a row of results says
 */
const lessonSearch = (() => {
  "use strict"

  const FORMAT = 1

  /* The one place for weights; benchmarks/search.py cross-validates them. */
  const WEIGHTS = {
    title: 1, english: 0.9, wording: 0.85, term: 0.8,
    body: 0.5, // of a term in the notes, at its highest grade
    share: 1.2, // of how much of a title the query covers
    whole: 1.5, // of a title that holds the query as it stands
    coverage: 1.5, // power of the share of the query that is found
    word: 1.6, // of a word of letters, against a pair of Han characters
    grammar: 0.35, // of pairs that only ask (为什么, 怎么)
    note: 0.5, // of a word found in the notes alone, as a share of one found in a title
    prefix: 0.75, typo: 0.6, sound: 0.8, shape: 0.6, initials: 0.6, pinyin: 0.9,
  }
  const GRADES = 9
  const LONGEST_QUERY = 200
  const MOST_SPELLINGS = 6
  const GRAMMAR = new Set("的了是和与在为什么怎样如何有哪些吗呢啊吧会能可要用让把被给从到就都也还又个这那一不很之啥多少没以得地它们我你他做")

  const HAN_RUN = /[\u3400-\u9fff]+/g
  const TOKEN =
    /([\u3400-\u9fff]+)|((?:(?![\u3400-\u9fff])[\p{L}\p{N}])+)((?:\[[a-z0-9+-]{1,6}\]|<[a-z0-9+-]{1,6}>|\([a-z0-9]{1,6}\)){1,3}|\/(?:(?![\u3400-\u9fff])[\p{L}\p{N}])+)?(-(?=[\p{L}\p{N}]))?/gu

  /* ---- text ---- */

  const foldChar = (index, char) => {
    index.folded ??= new Map() // a course has a few thousand characters, each met very often
    const known = index.folded.get(char)
    if (known !== undefined) return known
    let folded = ""
    for (const c of char.normalize("NFKC").toLowerCase()) folded += index.folding.get(c) || c
    index.folded.set(char, folded)
    return folded
  }

  const fold = (index, text) => {
    let folded = ""
    for (const char of text.normalize("NFKC")) folded += foldChar(index, char)
    return folded
  }

  const isWord = (word) => (word.length < 2 ? word > "\x7f" : word.length <= 40)

  /* The terms of folded text, as search/terms.py splits them. */
  const splitTerms = (folded) => {
    const terms = []
    let before = ""
    for (const [, han, word, marks = "", hyphen] of folded.matchAll(TOKEN)) {
      if (han !== undefined) {
        for (let i = 0; i + 1 < han.length; i++) terms.push(han.slice(i, i + 2))
        before = ""
        continue
      }
      if (marks) {
        terms.push(word + marks)
        if (marks[0] === "/" && isWord(marks.slice(1))) terms.push(marks.slice(1))
      }
      if (isWord(word)) terms.push(word)
      if (before) terms.push(before + word)
      before = hyphen ? word : ""
    }
    return terms
  }

  /* ---- the first tier ---- */

  const readPairs = (text) => {
    const pairs = new Map()
    const chars = [...text]
    for (let i = 0; i + 1 < chars.length; i += 2) pairs.set(chars[i], chars[i + 1])
    return pairs
  }

  const readSounds = (text) => {
    const sounds = new Map()
    for (const group of text.split(" ")) {
      const sound = group.match(/^[a-z]*/)[0]
      for (const char of group.slice(sound.length)) {
        if (sounds.has(char)) sounds.get(char).push(sound)
        else sounds.set(char, [sound])
      }
    }
    return sounds
  }

  const initialsOf = (text) => (text.match(/[a-z]+/g) || []).map((word) => word[0]).join("")

  const makeField = (weight, text) => ({
    weight, text, terms: new Set(splitTerms(text)), runs: text.match(HAN_RUN) || [], initials: initialsOf(text),
  })

  const open = (first) => {
    if (first.format !== FORMAT) throw new Error("索引与脚本的版本不同")
    const index = { ...first, folding: readPairs(first.folding), sounds: readSounds(first.sounds) }
    index.fields = first.lessons.map(([, , , , , title, english, wordings, terms]) =>
      [
        makeField(WEIGHTS.title, fold(index, title)),
        ...(english ? [makeField(WEIGHTS.english, fold(index, english))] : []),
        ...wordings.map((text) => makeField(WEIGHTS.wording, fold(index, text))),
        ...terms.map((text) => makeField(WEIGHTS.term, fold(index, text))),
      ])
    index.words = new Map()
    const seen = new Map()
    index.fields.forEach((fields, lesson) => {
      for (const field of fields) {
        for (const term of field.terms) {
          if (!seen.has(term)) seen.set(term, new Set())
          seen.get(term).add(lesson)
        }
      }
    })
    index.titleTerms = seen
    index.vocabulary = [...seen.keys()].filter((term) => /^[a-z0-9]{3,}$/.test(term))
    index.titleText = index.fields.map((fields) => fields.map((f) => f.text).join("\n")).join("\n")
    return index
  }

  /* ---- the query ---- */

  const UNITS = { 秒: 1 / 60, s: 1 / 60, 分: 1, 分钟: 1, m: 1, min: 1, 时: 60, 小时: 60, h: 60 }
  const FILTERS = [
    [/(?:^|\s)(?:第\s*(\d+)\s*[课集讲]|lesson[:\s]*(\d+))(?=\s|$)/, (f, a, b) => (f.number = +(a || b))],
    [/(?:^|\s)(\d+)\.(\d+)\.(\d+)(?=\s|$)/, (f, a, b, c) => (f.place = [+a, +b, +c])],
    [/(?:^|\s)(?:c|course[:=]|课程[:=])(\d+)(?=\s|$)/, (f, a) => (f.course = +a)],
    [/(?:^|\s)第\s*(\d+)\s*门课?(?=\s|$)/, (f, a) => (f.course = +a)],
    [/(?:^|\s)(?:week[:=]|w[:=]|周[:=])(\d+)(?=\s|$)/, (f, a) => (f.week = +a)],
    [/(?:^|\s)第\s*(\d+)\s*周(?=\s|$)/, (f, a) => (f.week = +a)],
    [/(?:^|\s)(?:tag[:=]|标签[:=])(\S+)/, (f, a) => (f.tag = a)],
    [/(?:^|\s)(?:长|时长|len)[:=]?([<>])=?(\d+(?:\.\d+)?)(秒|s|分钟|分|min|m|小时|时|h)?(?=\s|$)/,
      (f, sign, count, unit) => (f.length = [sign, count * 60 * (UNITS[unit] || 1)])],
  ]

  const readFilters = (folded) => {
    const filters = {}
    let rest = folded
    for (const [pattern, take] of FILTERS) {
      const match = rest.match(pattern)
      if (match === null) continue
      take(filters, ...match.slice(1))
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
    }
    rest = rest.trim()
    if (/^\d+$/.test(rest)) {
      filters.number = +rest
    }
    return [filters, rest]
  }

  const similar = (index, one, other) => {
    if (one === other) return true
    const sounds = index.sounds.get(one) || []
    return (index.sounds.get(other) || []).some((sound) => sounds.includes(sound))
  }

  const escapeRegExp = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")

  /* A run of Han characters with one of them put right, where that makes words of a title. */
  const correctRun = (index, run) => {
    const known = (i) => i >= 0 && i + 2 <= run.length && index.titleTerms.has(run.slice(i, i + 2))
    let best = null
    for (let i = 0; i < run.length; i++) {
      if (known(i - 1) || known(i)) continue
      const windows = [[i - 2, i], [i - 1, i + 1], [i, i + 2]]
      for (const [from, to] of windows) {
        const start = Math.max(0, from)
        const end = Math.min(run.length - 1, to)
        if (end - start < 2) continue
        const pattern = escapeRegExp(run.slice(start, i)) + "([\u3400-\u9fff])" + escapeRegExp(run.slice(i + 1, end + 1))
        const found = new Map()
        for (const [, char] of index.titleText.matchAll(new RegExp(pattern, "g"))) {
          found.set(char, (found.get(char) || 0) + 1)
        }
        for (const [char, times] of found) {
          const weight = similar(index, run[i], char) ? WEIGHTS.sound : WEIGHTS.shape
          const score = weight + Math.min(times, 50) / 1000
          if (best === null || score > best.score) best = { score, weight, at: i, char }
        }
      }
    }
    if (best !== null) {
      return { run: run.slice(0, best.at) + best.char + run.slice(best.at + 1), weight: best.weight, at: best.at }
    }
    return null
  }

  /* Edits between two words, a swap of neighbours being one; `most` + 1 where there are more. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1
    let older = []
    let row = Array.from({ length: other.length + 1 }, (_, j) => j)
    for (let i = 1; i <= one.length; i++) {
      const next = [i]
      let least = i
      for (let j = 1; j <= other.length; j++) {
        const change = one[i - 1] === other[j - 1] ? 0 : 1
        let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change)
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, older[j - 2] + 1)
        }
        next.push(cost)
        if (cost < least) least = cost
      }
      if (least > most) return most + 1
      older = row
      row = next
    }
    return row[other.length]
  }

  /* Words of titles that a typed word may mean, with what each is worth. */
  const similarWords = (index, word) => {
    const found = new Map()
    if (word.length < 3 || !/^[a-z0-9]+$/.test(word)) return found
    const exact = index.titleTerms.has(word)
    const most = exact || word.length < 4 ? 0 : word.length < 8 ? 1 : 2
    for (const other of index.vocabulary) {
      if (other === word) continue
      const short = Math.min(word.length, other.length)
      let common = 0
      while (common < short && word[common] === other[common]) common++
      const ending = Math.max(word.length, other.length) - common
      if (common === word.length && (ending <= 4 || !exact)) found.set(other, WEIGHTS.prefix)
      else if (common >= 4 && common === other.length && ending <= 3) found.set(other, WEIGHTS.prefix)
      else if (common >= 6 && ending <= 4) found.set(other, WEIGHTS.prefix * 0.9)
      else if (most && distance(word, other, most) <= most) found.set(other, WEIGHTS.typo)
    }
    return found
  }

  const isGrammar = (pair) => GRAMMAR.has(pair[0]) && GRAMMAR.has(pair[1])

  /* One thing that is looked for: a term with those that may stand for it. */
  const makeUnit = (text, weight, like = new Map()) => ({ text, weight, like })

  const unitsOfRun = (index, run) => {
    if (run.length === 1) return [makeUnit(run, GRAMMAR.has(run) ? WEIGHTS.grammar / 2 : 0.7)]
    const better = run.length > 1 ? correctRun(index, run) : null
    const units = []
    for (let i = 0; i + 1 < run.length; i++) {
      const pair = run.slice(i, i + 2)
      const like = new Map()
      if (better !== null && (i === better.at || i + 1 === better.at)) {
        like.set(better.run.slice(i, i + 2), better.weight)
      }
      units.push(makeUnit(pair, isGrammar(pair) ? WEIGHTS.grammar : 1, like))
    }
    return units
  }

  const unitsOfWord = (index, word, marks) => {
    if (marks) {
      const parts = marks[0] === "/" ? [word, marks.slice(1)] : [word]
      const like = new Map(parts.filter((part) => part.length > 1 && isWord(part)).map((part) => [part, 0.5]))
      return [makeUnit(word + marks, WEIGHTS.word, like)]
    }
    if (!isWord(word)) return []
    return [makeUnit(word, WEIGHTS.word, similarWords(index, word))]
  }

  const readText = (index, folded) => {
    const [filters, text] = readFilters(folded.replace(/\s+/g, " ").trim())
    const units = []
    let before = ""
    for (const [, han, word, marks, hyphen] of text.matchAll(TOKEN)) {
      if (han !== undefined) units.push(...unitsOfRun(index, han))
      else {
        units.push(...unitsOfWord(index, word, marks))
        if (before && index.titleTerms.has(before + word)) units.push(makeUnit(before + word, 0.5))
      }
      before = hyphen ? word : ""
    }
    return { text, filters, units }
  }

  /* The query as typed and, where it may be pinyin, as the words of titles that it spells. */
  const read = (index, typed) => {
    const query = readText(index, fold(index, typed.slice(0, LONGEST_QUERY)))
    const letters = query.text.replace(/['’ -]/g, "")
    const readings = [{ ...query, worth: 1 }]
    if (/^[a-z]{2,40}$/.test(letters)) {
      const words = spelledWords(index, letters)
      const most = words.length ? words[0][1] : 1
      for (const [word, times] of words) {
        const worth = WEIGHTS.pinyin * (0.8 + (0.2 * times) / most)
        readings.push({ ...readText(index, word), worth })
      }
    }
    return { typed, filters: query.filters, readings }
  }

  /* ---- parts of terms ---- */

  /* Number of the part whose range holds `term`, -1 where none does. */
  const partOf = (index, term) => {
    let low = 0
    let high = index.terms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (index.terms[middle] <= term) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  const termsOf = (reading) => reading.units.flatMap((unit) => [unit.text, ...unit.like.keys()])

  const partsOf = (index, query) =>
    [...new Set(query.readings.flatMap(termsOf).map((term) => partOf(index, term)))].filter((n) => n >= 0).sort((a, b) => a - b)

  /* ---- the ranking ---- */

  const rarity = (count, all) => Math.log(1 + (all - count + 0.5) / (count + 0.5))

  const matchesFilters = (index, lesson, filters) => {
    const [, course, week, , duration] = index.lessons[lesson]
    if (filters.course !== undefined && course !== filters.course) return false
    if (filters.week !== undefined && week !== filters.week) return false
    if (filters.tag !== undefined) {
      const tagged = Object.keys(index.tags).filter((tag) => tag.startsWith(filters.tag))
      if (!tagged.some((tag) => index.tags[tag].includes(lesson))) return false
    }
    if (filters.length !== undefined) {
      const [sign, seconds] = filters.length
      if (duration === null || (sign === ">" ? duration <= seconds : duration >= seconds)) return false
    }
    return true
  }

  /* How many characters of `han` from `at` on spell the whole of `letters`, 0 where none do. */
  const spelled = (index, han, at, letters) => {
    let states = new Map([[0, false]]) // letters used → whether by initials alone
    for (let length = 1; at + length <= han.length; length++) {
      const next = new Map()
      for (const [used, initials] of states) {
        for (const sound of index.sounds.get(han[at + length - 1]) || []) {
          const rest = letters.length - used
          if (letters.startsWith(sound, used)) next.set(used + sound.length, false)
          else if (rest > 1 && rest < sound.length && sound.startsWith(letters.slice(used)) && length > 1) {
            next.set(letters.length, false)
          }
          if (letters[used] === sound[0] && (length === 1 || initials) && !next.has(used + 1)) {
            next.set(used + 1, true)
          }
        }
      }
      if (next.has(letters.length)) return length
      if (next.size === 0) return 0
      states = next
    }
    return 0
  }

  /* Words of titles that `letters` spell, those that most titles hold first. */
  const spelledWords = (index, letters) => {
    const found = new Map()
    for (const fields of index.fields) {
      const words = new Set()
      for (const { runs } of fields) {
        for (const run of runs) {
          for (let at = 0; at < run.length; at++) {
            const length = spelled(index, run, at, letters)
            if (length > 1) words.add(run.slice(at, at + length))
          }
        }
      }
      for (const word of words) found.set(word, (found.get(word) || 0) + 1)
    }
    return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_SPELLINGS)
  }

  const holds = (field, term) => field.terms.has(term) || (term.length === 1 && field.text.includes(term))

  /* What a unit is worth in the titles of each lesson that names it. */
  const scoreTitles = (index, unit) => {
    const variants = [[unit.text, 1], ...unit.like]
    const found = new Map()
    if (/^[a-z]{2,5}$/.test(unit.text) && !index.titleTerms.has(unit.text)) {
      index.fields.forEach((fields, lesson) => {
        for (const field of fields) {
          if (!field.initials.includes(unit.text)) continue
          const value = field.weight * WEIGHTS.initials
          if (value > (found.get(lesson) || 0)) found.set(lesson, value)
        }
      })
    }
    for (const [term, worth] of variants) {
      const lessons = term.length === 1 ? index.lessons.keys() : index.titleTerms.get(term) || []
      for (const lesson of lessons) {
        for (const field of index.fields[lesson]) {
          if (!holds(field, term)) continue
          const value = field.weight * worth
          if (value > (found.get(lesson) || 0)) found.set(lesson, value)
        }
      }
    }
    return found
  }

  /* What a unit is worth in the notes of each lesson: the best of its terms. */
  const scoreNotes = (index, unit, parts) => {
    const found = new Map()
    for (const [term, worth] of [[unit.text, 1], ...unit.like]) {
      const part = parts[partOf(index, term)]
      const row = part && Object.hasOwn(part, term) ? part[term] : []
      let lesson = 0
      for (let i = 0; i < row.length; i += 2) {
        lesson += row[i]
        const value = (worth * row[i + 1]) / GRADES
        if (value > (found.get(lesson) || 0)) found.set(lesson, value)
      }
    }
    return found
  }

  /* How much of the best title the query covers, 0 to 1, and whether it holds it as it stands. */
  const scoreWhole = (index, query, lesson, terms) => {
    let best = 0
    for (const field of index.fields[lesson]) {
      if (field.terms.size === 0) continue
      let common = 0
      for (const term of field.terms) if (terms.has(term)) common++
      let score = WEIGHTS.share * (common / field.terms.size)
      if (query.text.length > 1 && field.text.includes(query.text)) score += WEIGHTS.whole
      score *= field.weight
      if (score > best) best = score
    }
    return best
  }

  /* Scores of the lessons that a reading finds, by lesson. */
  const scoreReading = (index, reading, parts) => {
    const all = index.lessons.length
    const scores = new Map()
    const matched = new Map()
    const terms = new Set(termsOf(reading))
    let wanted = 0
    let mean = 0
    for (const unit of reading.units) {
      const titles = scoreTitles(index, unit)
      const notes = scoreNotes(index, unit, parts)
      const rare = rarity(titles.size, all)
      const rareNotes = rarity(notes.size, all)
      wanted += unit.weight
      mean += unit.weight * rare
      for (const lesson of new Set([...titles.keys(), ...notes.keys()])) {
        const title = titles.get(lesson) || 0
        const note = notes.get(lesson) || 0
        const score = unit.weight * (rare * title + WEIGHTS.body * rareNotes * note)
        scores.set(lesson, (scores.get(lesson) || 0) + score)
        const share = Math.min(1, Math.max(title, note > 0 ? WEIGHTS.note + (1 - WEIGHTS.note) * note : 0))
        matched.set(lesson, (matched.get(lesson) || 0) + unit.weight * share)
      }
    }
    for (const [lesson, score] of scores) {
      const coverage = Math.pow(matched.get(lesson) / wanted, WEIGHTS.coverage)
      const whole = (mean / wanted) * scoreWhole(index, reading, lesson, terms)
      scores.set(lesson, reading.worth * (score * coverage + whole))
    }
    return scores
  }

  const NAMED = 1000

  /* What the filters alone are worth: the lesson that is named stands first. */
  const scoreFilters = (index, lesson, filters, alone) => {
    const [number, course, week, section] = index.lessons[lesson]
    if (filters.number === number) return NAMED
    const place = filters.place
    if (place && place[0] === course && place[1] === week && place[2] === section) return NAMED
    const narrows = filters.course ?? filters.week ?? filters.tag ?? filters.length
    return alone && narrows !== undefined ? 1 - lesson / index.lessons.length : 0
  }

  const rank = (index, query, parts = {}) => {
    const scores = new Map()
    for (const reading of query.readings) {
      for (const [lesson, score] of scoreReading(index, reading, parts)) {
        if (score > (scores.get(lesson) || 0)) scores.set(lesson, score)
      }
    }
    const alone = query.readings[0].units.length === 0
    const hits = []
    for (let lesson = 0; lesson < index.lessons.length; lesson++) {
      const score = (scores.get(lesson) || 0) + scoreFilters(index, lesson, query.filters, alone)
      if (score > 0 && matchesFilters(index, lesson, query.filters)) hits.push({ lesson, score })
    }
    return hits.sort((a, b) => b.score - a.score || a.lesson - b.lesson)
  }

  /* ---- what a row says ---- */

  const SNIPPET = 72
  const MOST_ROWS = 2

  /* Ranges of `text` (UTF-16 units, half-open) that hold one of `terms`, with the term. */
  const findMarks = (index, text, terms) => {
    let folded = ""
    const places = []
    let at = 0
    for (const char of text) {
      const own = foldChar(index, char)
      for (let i = 0; i < own.length; i++) places.push(at)
      folded += own
      at += char.length
    }
    places.push(at)
    const marks = []
    const letter = /[\p{L}\p{N}]/u
    for (const term of terms) {
      const latin = !/[\u3400-\u9fff]/.test(term)
      for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + 1)) {
        const before = folded[i - 1] || " "
        if (latin && letter.test(before) && !/[\u3400-\u9fff]/.test(before)) continue
        const end = i + term.length
        let to = places[end]
        if (to === places[end - 1]) to += 1
        marks.push([places[i], to, term])
      }
    }
    return marks.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  }

  /* `text` from `start` to `end` as pieces, in turn without and with a mark. */
  const cut = (text, marks, start, end) => {
    const pieces = []
    let at = start
    for (const [from, to] of marks) {
      if (from < at && pieces.length % 2 === 0 && to > at && pieces.length) {
        const stop = Math.min(to, end)
        if (stop > at) pieces[pieces.length - 1] += text.slice(at, stop)
        at = Math.max(at, stop)
        continue
      }
      if (from < at || from >= end) continue
      if (from === at && pieces.length && pieces.length % 2 === 0) {
        pieces[pieces.length - 1] += text.slice(from, Math.min(to, end))
      } else {
        pieces.push(text.slice(at, from), text.slice(from, Math.min(to, end)))
      }
      at = Math.min(to, end)
    }
    pieces.push(text.slice(at, end))
    return pieces
  }

  /* The stretch of `text` that says most of what is looked for. */
  const snip = (text, marks) => {
    if (text.length <= SNIPPET) return [0, text.length]
    let best = [-1, 0]
    for (let i = 0; i < marks.length; i++) {
      const terms = new Set()
      for (let j = i; j < marks.length && marks[j][1] <= marks[i][0] + SNIPPET - 12; j++) terms.add(marks[j][2])
      if (terms.size > best[0]) best = [terms.size, marks[i][0]]
    }
    const start = Math.max(0, Math.min(best[1] - 12, text.length - SNIPPET))
    const safe = /[\udc00-\udfff]/.test(text[start]) ? start - 1 : start
    return [safe, Math.min(text.length, safe + SNIPPET)]
  }

  const markedSnippet = (index, text, terms) => {
    const marks = findMarks(index, text, terms)
    const [start, end] = snip(text, marks)
    const pieces = cut(text, marks, start, end)
    if (start > 0) pieces[0] = `…${pieces[0]}`
    if (end < text.length) pieces[pieces.length - 1] += "…"
    return pieces
  }

  /* The terms that mark a hit: the pairs that only ask stay unmarked where anything else is. */
  const markTerms = (query) => {
    const units = query.readings.flatMap((reading) => reading.units)
    const telling = units.filter((unit) => unit.weight > WEIGHTS.grammar)
    return [...new Set((telling.length ? telling : units).flatMap((u) => [u.text, ...u.like.keys()]))]
  }

  /* What is marked on the page that a result leads to: words as typed, else parts of them. */
  const highlightTerms = (query, terms) => {
    const words = query.readings.flatMap(({ text }) => text.split(/[\s，。、；：？！]+/))
    const typed = query.readings.length > 1 ? query.readings[0].text : ""
    return [...new Set([...words, ...terms])].filter((term) => term.length > 1 && term !== typed).slice(0, 20)
  }

  const scorePassage = (index, heading, text, terms) => {
    const inHeading = new Set(findMarks(index, heading, terms).map((mark) => mark[2]))
    const inText = new Set(findMarks(index, text, terms).map((mark) => mark[2]))
    return 2 * inHeading.size + inText.size
  }

  const bestOf = (rows, score) =>
    rows
      .map((row, order) => ({ row, order, score: score(row) }))
      .filter((item) => item.score > 0)
      .sort((a, b) => b.score - a.score || a.order - b.order)
      .slice(0, MOST_ROWS)
      .map((item) => item.row)

  /* Number of the part of texts that holds a lesson. */
  const textOf = (index, lesson) => {
    let part = 0
    while (part + 1 < index.texts.length && index.texts[part + 1] <= lesson) part++
    return part
  }

  /* What a row of results says; pieces of text stand in turn without and with a mark. */
  const show = (index, query, hit, texts = {}) => {
    const [number, course, week, section, duration, title, english] = index.lessons[hit.lesson]
    const terms = markTerms(query)
    const url = `lessons/${String(number).padStart(3, "0")}${index.suffix}`
    const part = texts[textOf(index, hit.lesson)]
    const [passages, moments] = part ? part[hit.lesson - index.texts[textOf(index, hit.lesson)]] : [[], []]
    const whole = (text) => cut(text, findMarks(index, text, terms), 0, text.length)
    return {
      number, course, week, section, duration, url, score: hit.score,
      title: whole(title),
      english: english && english.toLowerCase() !== title.toLowerCase() ? whole(english) : [],
      passages: bestOf(passages, ([heading, , text]) => scorePassage(index, heading, text, terms)).map(
        ([heading, anchor, text]) => ({
          url: anchor ? `${url}#${anchor}` : url,
          heading: whole(heading),
          text: markedSnippet(index, text, terms),
        }),
      ),
      moments: bestOf(moments, ([, , words]) => scorePassage(index, "", words, terms)).map(
        ([label, address, words]) => ({ label, url: address, words: whole(words) }),
      ),
      terms: highlightTerms(query, terms),
    }
  }

  /* The end of the word that is being typed, as the title of the best hit has it. */
  const complete = (index, query, hits) => {
    const last = query.typed.split(/\s+/).pop()
    if (last.length < 2 || hits.length === 0) return []
    const [, , , , , title, english] = index.lessons[hits[0].lesson]
    return [title, english].filter((text) => text.length > last.length && text.startsWith(last)).slice(0, 1)
  }

  return { open, read, partsOf, textOf, rank, show, complete, fold, splitTerms, WEIGHTS }
})()
