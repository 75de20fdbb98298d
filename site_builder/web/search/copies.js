/* Finds archived copies by what they say. The build puts this file between the ranking and the
 * worker where a course wants it (search_snapshots).
 *
 *   await copySearch.find(typed, load)     [{path, title, host, day, text, score}], best first;
 *                                          title and text in pieces, in turn without and with a mark
 *
 * `load` gets a part of the index by its name; search/copies.py writes them.
 */
self.copySearch = (() => {
  "use strict"

  const FORMAT = 1
  const GRADES = 9
  const MOST = 5
  const COVERED = 0.6 // a copy that says less of the query than this is about something else

  let index = null

  const open = async (load) => {
    if (index !== null) return index
    const first = await load("copies")
    if (first.format !== FORMAT) throw new Error("索引与脚本的版本不同")
    index = { ...first, ...lessonSearch.openFolding(first.folding) }
    return index
  }

  /* Number of the part that holds `key`; -1 where it would stand before all. */
  const partOf = (starts, key) => {
    let part = -1
    while (part + 1 < starts.length && starts[part + 1] <= key) part++
    return part
  }

  const loadParts = async (kind, numbers, load) => {
    const wanted = [...new Set(numbers)].filter((number) => number >= 0)
    const parts = await Promise.all(wanted.map((n) => load(`copies-${kind}-${n}-${index.build}`)))
    return new Map(wanted.map((number, i) => [number, parts[i]]))
  }

  /* [{copy, score}], best first: how rare and how frequent the terms are that a copy says. */
  const rank = (terms, parts) => {
    const all = index.copies.length
    const found = new Map()
    for (const term of terms) {
      const part = parts.get(partOf(index.terms, term))
      const row = part && Array.isArray(part[term]) ? part[term] : [] // not `constructor`
      const rare = Math.log(1 + (all + 1) / (row.length / 2 + 0.5))
      for (let i = 0, copy = 0; i < row.length; i += 2) {
        copy += row[i]
        const [score, count] = found.get(copy) || [0, 0]
        found.set(copy, [score + (rare * row[i + 1]) / GRADES, count + 1])
      }
    }
    return [...found]
      .filter(([, [, count]]) => count >= COVERED * terms.length)
      .map(([copy, [score, count]]) => ({ copy, score: score * (count / terms.length) ** 2 }))
      .sort((a, b) => b.score - a.score || a.copy - b.copy)
  }

  const find = async (typed, load) => {
    await open(load)
    const terms = [...new Set(lessonSearch.splitTerms(lessonSearch.fold(index, typed)))]
    if (!terms.length) return []
    const parts = await loadParts("terms", terms.map((term) => partOf(index.terms, term)), load)
    const best = rank(terms, parts).slice(0, MOST)
    const texts = await loadParts("texts", best.map(({ copy }) => partOf(index.texts, copy)), load)
    return best.map(({ copy, score }) => {
      const [path, title, host, day] = index.copies[copy]
      const part = partOf(index.texts, copy)
      const text = texts.get(part)[copy - index.texts[part]]
      return {
        path, host, day, score,
        title: lessonSearch.markedWhole(index, title, terms),
        text: lessonSearch.markedSnippet(index, text, terms),
      }
    })
  }

  return { find }
})()
