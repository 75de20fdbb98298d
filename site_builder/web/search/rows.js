/* What a row of results says.
 *
 *   lessonSearch.show(index, query, hit, parts)        parts = {rows, texts}, as far as they are here
 */
;(() => {
  "use strict"

  const { HAN, WEIGHTS, foldChar, partOf, termsOf } = lessonSearch

  const SNIPPET = 72
  const MOST_ROWS = 2

  const MOST_FOLDED = 3000

  // What NFKC joins with its neighbour: marks, letters of Hangul, marks of Kana in half width.
  const MAY_SHRINK = /[\p{M}\u1100-\u11ff\u3131-\u318e\uff9e-\uffdc]/u

  /* `text` folded where each of its units has one of its own; null where some have none or more. */
  const foldEvenly = (index, text) => {
    const folded = text.normalize("NFKC").toLowerCase()
    if (folded.length !== text.length || MAY_SHRINK.test(text)) return null
    return folded.replace(index.foldable, (char) => index.folding.get(char))
  }

  const foldUnevenly = (index, text) => {
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
    return { folded, places }
  }

  /* `text` folded, with the place (UTF-16 unit) in it of each unit, null where it is the same one.
   *
   * Kept, for the next key asks again.
   */
  const foldWithPlaces = (index, text) => {
    const known = index.foldedTexts.get(text)
    if (known !== undefined) return known
    const even = foldEvenly(index, text)
    const made = even === null ? foldUnevenly(index, text) : { folded: even, places: null }
    if (index.foldedTexts.size >= MOST_FOLDED) index.foldedTexts.clear()
    index.foldedTexts.set(text, made)
    return made
  }

  const LETTER = /[\p{L}\p{N}]/u

  /* Where `term` next stands in `folded`, words of letters at their beginning; -1 where it does not. */
  const findTerm = (folded, term, from) => {
    let at = folded.indexOf(term, from)
    if (HAN.test(term)) return at
    while (at > 0 && LETTER.test(folded[at - 1]) && !HAN.test(folded[at - 1])) at = folded.indexOf(term, at + 1)
    return at
  }

  /* Ranges of `text` (UTF-16 units, half-open) that hold one of `terms`, with the term. */
  const findMarks = (index, text, terms) => {
    const { folded, places } = foldWithPlaces(index, text)
    const marks = []
    for (const term of terms) {
      for (let i = findTerm(folded, term, 0); i >= 0; i = findTerm(folded, term, i + 1)) {
        const end = i + term.length
        if (places === null) marks.push([i, end, term])
        else marks.push([places[i], places[end] === places[end - 1] ? places[end] + 1 : places[end], term])
      }
    }
    return marks.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  }

  /* How many of `terms` a text says. */
  const countTerms = (index, text, terms) => {
    if (text === "") return 0
    const { folded } = foldWithPlaces(index, text)
    let count = 0
    for (const term of terms) if (findTerm(folded, term, 0) >= 0) count++
    return count
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

  const markedWhole = (index, text, terms) => cut(text, findMarks(index, text, terms), 0, text.length)

  /* The terms that mark a hit: those that only ask stay unmarked where anything else is. */
  const markTerms = (query) => {
    const units = query.readings.flatMap((reading) => reading.units).filter((unit) => !unit.isExtra)
    const telling = units.filter((unit) => unit.weight > WEIGHTS.grammar)
    return [...new Set((telling.length ? telling : units).flatMap(termsOf))].filter((term) => term[0] !== "~")
  }

  /* What is marked on the page that a result leads to: words as typed, else parts of them. */
  const highlightTerms = (query, terms) => {
    const words = query.readings.flatMap(({ text }) => text.split(/[\s，。、；：？！]+/))
    const typed = query.readings.length > 1 ? query.readings[0].text : ""
    return [...new Set([...words, ...terms])].filter((term) => term.length > 1 && term !== typed).slice(0, 20)
  }

  /* Both kinds of terms; kept with the query, whose rows all want them. */
  const termsToMark = (query) => {
    if (query.marks === undefined) {
      const inRows = markTerms(query)
      query.marks = { inRows, onPage: highlightTerms(query, inRows) }
    }
    return query.marks
  }

  const scorePassage = (index, heading, text, terms) =>
    2 * countTerms(index, heading, terms) + countTerms(index, text, terms)

  const bestOf = (rows, score) =>
    rows
      .map((row, order) => ({ row, order, score: score(row) }))
      .filter((item) => item.score > 0)
      .sort((a, b) => b.score - a.score || a.order - b.order)
      .slice(0, MOST_ROWS)
      .map((item) => item.row)

  /* Row of an entry in the parts of a kind that are here; undefined where its part is not. */
  const rowAt = (index, kind, entry, parts) => {
    if (kind === "rows" && index.here) return index.here.rows[entry]
    const number = partOf(index, kind, entry)
    const part = parts[kind] && parts[kind][number]
    return part && part[entry - index.parts[kind][number]]
  }

  const addressOf = (index, entry) => {
    const number = index.numbers[entry]
    const path = number === undefined ? index.pages[entry - index.numbers.length] : `lessons/${String(number).padStart(3, "0")}`
    return path + index.suffix
  }

  const valueOr = (value, other) => (value === undefined ? other : value)

  /* What a row of results says; pieces of text stand in turn without and with a mark.
   *
   * Null where the part with its title is not here; without passages where its notes are not.
   */
  const show = (index, query, { entry, score }, parts = {}) => {
    const row = rowAt(index, "rows", entry, parts)
    if (row === undefined) return null
    const [title, english, moments = []] = row
    const { inRows: terms, onPage } = termsToMark(query)
    const url = addressOf(index, entry)
    const whole = (text) => markedWhole(index, text, terms)
    const passages = rowAt(index, "texts", entry, parts) || []
    return {
      url, score,
      number: valueOr(index.numbers[entry], null),
      course: valueOr(index.courses[entry], null),
      week: valueOr(index.weeks[entry], null),
      section: valueOr(index.sections[entry], null),
      duration: valueOr(index.durations[entry], null),
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
      terms: onPage,
    }
  }

  /* The whole of the title of which a reader has typed the beginning. */
  const complete = (query, { title, english }) => {
    const last = query.typed.split(/\s+/).pop()
    if (last.length < 2) return []
    return [title.join(""), english.join("")].filter((text) => text.length > last.length && text.startsWith(last)).slice(0, 1)
  }

  Object.assign(lessonSearch, { complete, foldWithPlaces, markedSnippet, markedWhole, show })
})()
