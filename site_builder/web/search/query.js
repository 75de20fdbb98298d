/* Reads what a reader has typed: filters, and the terms that are looked for.
 *
 *   const query = lessonSearch.read(index, "c4 卷积")
 *   query = {typed, filters, readings}       a reading for each way to understand it
 *   reading = {text, units, worth}           worth 1 as typed, less as pinyin
 *   unit = {text, weight, like}              a term, with terms that may stand for it and their worth
 */
;(() => {
  "use strict"

  const { LIKENESS, fold, isWord, splitTokens } = lessonSearch

  /* The one place for weights; benchmarks/search.py cross-validates them. */
  const WEIGHTS = {
    kinds: [1, 0.9, 0.85, 0.8, 0.6, 0.5], // title, English, wording, term, tag, moment
    body: 2.4, // of a term in the notes, at its highest grade
    share: 1.2, // of how much of a name the query covers
    whole: 1.5, // of a name that holds the whole query
    exact: 1, // of a title or another wording that is the query
    strict: 4, // power of the share of the query that a name holds
    coverage: 1.5, // power of the share of the query that is found
    rarest: 3.5, // what rarity counts at most; that of a term which half of the names have is 0.7
    word: 1.6, // of a word of letters, against a pair of Han characters
    grammar: 0.35, // of pairs that only ask (为什么, 怎么)
    joint: 0.3, // of pairs that half ask
    char: 0.1, // of a single character of a longer word
    note: 0.5, // of a word found in the notes alone, as a share of one found in a name
    typo: 0.8, prefix: 0.75, stem: 0.68, typos: 0.6, // of a Latin word that is like the one typed
    sound: 0.8, shape: 0.6, // of a Han character that sounds like the one typed, or fits in its place
    initials: [0.3, 0.6], // of two letters, of more
    pinyin: [0.4, 0.7, 0.9], // two initials, three, and all else
    page: 0.6, // of a page that is no lesson's
  }
  const LONGEST_QUERY = 200
  const GRAMMAR = new Set("的了是和与在为什么怎样如何有哪些吗呢啊吧会能可要用让把被给从到就都也还又个这那一不很之啥多少没以得地它们我你他做")
  const GREEK = new Map(
    ("alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ " +
      "phi φ chi χ psi ψ omega ω").split(" ").map((name, i, all) => [name, all[i + 1]]).filter((_, i) => i % 2 === 0))

  /* ---- filters ---- */

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
    if (/^\d+$/.test(rest)) filters.number = +rest
    return [filters, rest]
  }

  /* ---- terms ---- */

  const isGrammar = (char) => GRAMMAR.has(char)

  const weightOfPair = (pair) => {
    const asking = isGrammar(pair[0]) + isGrammar(pair[1])
    return asking === 2 ? WEIGHTS.grammar : asking === 1 ? WEIGHTS.joint : 1
  }

  const makeUnit = (text, weight, like = new Map()) => ({ text, weight, like })

  const pairsOf = (run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2))

  const unitsOfRun = (index, run) => {
    if (run.length === 1) return [makeUnit(run, isGrammar(run) ? WEIGHTS.grammar / 2 : 0.7)]
    const units = pairsOf(run).map((pair) => makeUnit(pair, weightOfPair(pair)))
    let meant = run
    for (let errors = 0; errors < 2; errors++) {
      const error = lessonSearch.findError(index, meant)
      if (error === null) break
      meant = meant.slice(0, error.at) + error.char + meant.slice(error.at + 1)
      pairsOf(meant).forEach((pair, i) => {
        if (pair === units[i].text || units[i].like.has(pair) || Math.abs(i + 0.5 - error.at) > 1) return
        units[i].like.set(pair, error.alike ? WEIGHTS.sound : WEIGHTS.shape)
        units[i].doubtful = !error.alike
      })
    }
    if (WEIGHTS.char > 0) {
      for (const char of new Set(meant)) if (!isGrammar(char)) units.push({ ...makeUnit(char, WEIGHTS.char), isExtra: true })
    }
    return units
  }

  const greekOf = (word) => GREEK.get(word)

  const unitsOfWord = (index, word, marks) => {
    const greek = greekOf(word)
    if (marks) {
      const parts = marks[0] === "/" ? [word, marks.slice(1)] : [word]
      const like = new Map(parts.filter((part) => part.length > 1 && isWord(part)).map((part) => [part, 0.5]))
      if (greek) like.set(greek + marks, 0.95)
      return [makeUnit(word + marks, WEIGHTS.word, like)]
    }
    if (!isWord(word)) return []
    const like = new Map()
    for (const [other, kind] of lessonSearch.similarWords(index, word)) {
      like.set(other, WEIGHTS[LIKENESS[kind]])
    }
    if (/^[a-z]{2,5}$/.test(word)) like.set(`~${word}`, WEIGHTS.initials[Math.min(word.length, 3) - 2])
    if (greek) like.set(greek, 0.95)
    return [makeUnit(word, WEIGHTS.word, like)]
  }

  const unitsOf = (index, tokens) => {
    const units = []
    let before = ""
    for (const { han, norm, word, marks, joint } of tokens) {
      if (han !== undefined) units.push(...unitsOfRun(index, han))
      else if (norm !== undefined) units.push(makeUnit(norm, WEIGHTS.word))
      else {
        units.push(...unitsOfWord(index, word, marks))
        if (before) units.push(makeUnit(before + word, isWord(before) || isWord(word) ? 0.5 : WEIGHTS.word))
      }
      before = joint ? word : ""
    }
    const unique = new Map()
    for (const unit of units) if (!unique.has(unit.text)) unique.set(unit.text, unit)
    return [...unique.values()]
  }

  const makeReading = (index, text, worth) => ({ text, units: unitsOf(index, splitTokens(text)), worth })

  /* ---- pinyin ---- */

  /* Neighbouring words of letters that no name has; they may be pinyin. */
  const findLetters = (index, text) => {
    const groups = []
    for (const match of text.matchAll(/[a-z][a-z'’]*(?:[ -]+[a-z][a-z'’]*)*/g)) {
      let parts = null
      for (const { 0: word, index: at } of match[0].matchAll(/[a-z'’]+/g)) {
        const start = match.index + at
        const end = start + word.length
        if (index.lexicon.powers.has(word) || /[[<(/_^]/.test(text[end] || "")) parts = null
        else if (parts === null) groups.push((parts = [{ start, end, letters: word.replace(/[^a-z]/g, "") }]))
        else parts.push({ start, end, letters: word.replace(/[^a-z]/g, "") })
      }
    }
    return groups.map((parts) => ({
      start: parts[0].start,
      end: parts[parts.length - 1].end,
      letters: parts.map((part) => part.letters).join(""),
      parts,
    }))
  }

  /* A group of letters with the words that it spells, or each of its words with those. */
  const spellGroup = (index, group) => {
    const words = group.letters.length > 1 ? lessonSearch.spelledWords(index, group.letters) : []
    if (words.length) return [{ ...group, words }]
    return group.parts.length > 1 ? group.parts.flatMap((part) => spellGroup(index, { ...part, parts: [] })) : []
  }

  const worthOf = (word, letters) =>
    WEIGHTS.pinyin[word.length === letters.length ? Math.min(letters.length, 4) - 2 : 2]

  const addPinyin = (index, text, readings) => {
    const letters = text.replace(/['’ -]/g, "")
    if (/^[a-z]{2,40}$/.test(letters)) {
      const words = lessonSearch.spelledWords(index, letters)
      for (const [word, power] of words) {
        const share = 0.8 + 0.2 * 2 ** (power - words[0][1]) // of how many names have it
        readings.push(makeReading(index, word, worthOf(word, letters) * share))
      }
      if (words.length) return
    }
    const groups = findLetters(index, text)
    let spelled = ""
    let at = 0
    let worth = 1
    for (const { start, end, letters: own, words } of groups.flatMap((group) => spellGroup(index, group))) {
      spelled += `${text.slice(at, start)}${words[0][0]}`
      at = end
      worth = Math.min(worth, worthOf(words[0][0], own))
    }
    if (at > 0) readings.push(makeReading(index, spelled + text.slice(at), worth))
  }

  /* ---- notation ---- */

  /* Formulas typed as TeX or with signs of their own read as those of notes: x^(i), \frac{a}{b}. */
  const plainNotation = (folded) =>
    folded
      .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
      .replace(/\\(?:partial|mathrm|text)\b|∂/g, (name) => (/partial|∂/.test(name) ? "d" : ""))
      .replace(/\|\|/g, "‖")
      .replace(/\\mid\b/g, "|")
      .replace(/([_^])\{([^{}]*)\}/g, "$1$2")
      .replace(/\^\s*(?=[[<(])/g, "")
      .replace(/\\([a-z]+)/g, "$1")

  const read = (index, typed) => {
    const folded = plainNotation(fold(index, typed.slice(0, LONGEST_QUERY)))
    const [filters, text] = readFilters(folded.replace(/\s+/g, " ").trim())
    const readings = [makeReading(index, text, 1)]
    addPinyin(index, text, readings)
    return { typed, filters, readings }
  }

  Object.assign(lessonSearch, { WEIGHTS, read })
})()
