/* Answers Material's search box in the place of the theme's own worker.
 *
 * Messages, as Material 9 has them: 0 SETUP, 1 READY, 2 QUERY, 3 RESULT. What is here answers at
 * once; a second RESULT follows when the parts that the query needs have come.
 * A page that can start no worker loads this file as a script and takes `find` from it (box.js).
 * The build puts the ranking before this file.
 */
;(() => {
  "use strict"

  const isPage = typeof document !== "undefined" // a page opened from disk runs workers in a frame
  const here = isPage ? document.currentScript.src : self.location.href
  const folder = new URL("../../../search/", here)

  /* ---- parts of the index ---- */

  const fetchPart = async (name) => {
    // The first tier names the parts of its own build, so it must not be an old copy. It is asked for
    // while the page loads, which goes first: a query half a second later finds it on a slow line
    // (measured: 140 ms to the first result; 580 ms if it had waited for two seconds or the query).
    const wishes = name === "index" ? { cache: "no-cache", priority: "low" } : {}
    const response = await fetch(new URL(`${name}.js`, folder), wishes)
    if (!response.ok) throw new Error(`${name}: ${response.status}`)
    const text = await response.text()
    return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")))
  }

  const scriptPart = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL(`${name}.js`, folder).href
      script.onload = () => {
        script.remove()
        if (delivered.has(name)) resolve(delivered.get(name))
        else reject(new Error(name))
      }
      script.onerror = () => {
        script.remove()
        reject(new Error(name))
      }
      document.body.appendChild(script)
    })

  const delivered = new Map()
  self.lessonSearchPart = (name, value) => delivered.set(name, value)

  const underWay = new Map()

  /* A part; one that failed is asked for again by the next query. */
  const load = (name) => {
    if (!underWay.has(name)) {
      const part = isPage ? scriptPart(name) : fetchPart(name)
      underWay.set(name, part)
      part.catch(() => underWay.delete(name))
    }
    return underWay.get(name)
  }

  let index = null
  const parts = { names: {}, terms: {}, rows: {}, texts: {} }

  const openIndex = async () => {
    if (index === null) index = lessonSearch.open(await load("index"))
    return index
  }

  const isHere = (kind, numbers) => (kind === "rows" && index.here !== null) || numbers.every((number) => number in parts[kind])

  const loadParts = async (kind, numbers) => {
    if (isHere(kind, numbers)) return
    const missing = numbers.filter((number) => !(number in parts[kind]))
    await Promise.all(
      missing.map(async (number) => {
        parts[kind][number] = await load(`${kind}-${number}-${index.build}`)
      }),
    )
  }

  /* ---- rows ---- */

  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }
  const escape = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign])

  const marked = (pieces) =>
    pieces.map((piece, i) => (i % 2 ? `<mark data-md-highlight>${escape(piece)}</mark>` : escape(piece))).join("")

  const time = (seconds) => {
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    return (parts[0] ? parts : parts.slice(1)).map((n, i) => (i ? String(n).padStart(2, "0") : n)).join(":")
  }

  const place = ({ course, week, section, duration }) =>
    [
      course === null ? "" : `第 ${course} 门课`,
      week === null ? "" : `第 ${week} 周`,
      section === null ? "" : `第 ${section} 节`,
      duration === null ? "" : time(duration),
    ].filter(Boolean).join(" · ")

  /* Material joins the terms that were found by blanks: as one they are copied and joined once. */
  const row = (location, title, text, score, terms = []) => ({
    location, title, text, score, terms: terms.length ? { [terms.join(" ")]: true } : {},
  })

  const root = new URL("..", folder).href

  /* Address of a place on a page, on which the words of `highlight` are marked; never that of its title. */
  const highlighted = (url, highlight) => {
    const [path, anchor = ""] = url.split("#")
    return `${root}${path}?${highlight}#${anchor}`
  }

  /* A row below that of its lesson, as Material draws them. */
  const link = (address, title, text, score) =>
    `<a href="${escape(address)}" class="md-search-result__link" tabindex="-1">` +
    `<article class="md-search-result__article md-typeset" data-md-score="${score.toFixed(2)}">` +
    `<h2>${title}</h2>${text}</article></a>`

  /* Where in the notes and the video of a lesson the query was found. */
  const places = (shown) => {
    const { score, terms } = shown
    const highlight = new URLSearchParams({ h: terms.join(" ") })
    // The title has just been read out.
    const isTitle = (heading) => ["", shown.title.join("")].includes(heading.join(""))
    return [
      ...shown.passages.map(({ url, heading, text }) =>
        link(highlighted(url, highlight), isTitle(heading) ? "笔记" : marked(heading), `<p>${marked(text)}</p>`, score)),
      ...shown.moments.map(({ label, url, words }) =>
        link(url, `<span class="lesson-search__time">▶ ${escape(label)}</span> ${marked(words)}`, "", score)),
    ].join("")
  }

  /* A lesson and, in a template, the rows below it, which box.js puts there.
   *
   * Material reads each row of its own several times over, which took most of the time of a key.
   */
  const group = (shown) => {
    const english = shown.english.length
      ? ` <span class="lesson-search__english" lang="en">${marked(shown.english)}</span>`
      : ""
    const number = shown.number === null ? "" : `<span class="lesson-search__number">${shown.number}</span> `
    const title = `${number}${marked(shown.title)}${english}`
    const below = places(shown)
    return below
      ? [row(shown.url, `${title}<template>${below}</template>`, "", shown.score, shown.terms)]
      : [row(shown.url, title, shown.number === null ? "" : `<p>${place(shown)}</p>`, shown.score, shown.terms)]
  }

  /* An archived copy, marked as such: what it says is not in the notes (copies.js). */
  const copyGroup = ({ path, title, host, day, text, score }) => {
    const from = [escape(host), day ? `${day} 保存` : "保存日期不明"].join(" · ")
    const name = `<span class="lesson-search__copy">副本</span> ${marked(title)}`
    return [row(path, name, `<p>${from}</p><p>${marked(text)}</p>`, score)]
  }

  const notice = (title, text) => [row("", title, `<p>${text}</p>`, 0)]
  const NO_INDEX = notice("搜索索引没能载入", "请检查网络，或重新载入页面后再试。")
  const NO_NOTES = notice("笔记的索引没能载入", "下面只按课的标题、英文名和术语查找。请检查网络，或重新载入页面后再试。")
  const NO_TEXTS = notice("笔记的摘录没能载入", "次序是对的，只是看不到出处。请检查网络，或重新载入页面后再试。")

  /* ---- answers ---- */

  const MOST_RESULTS = 50
  const SHOWN_AT_ONCE = 10

  const numbersOf = (kind, hits) => [...new Set(hits.map(({ entry }) => lessonSearch.partOf(index, kind, entry)))]

  /* What the box is told; Material does not read `complete`: whether it is the last to the query. */
  const makeAnswer = (query, hits, complete, notices = []) => {
    const shown = hits
      .slice(0, MOST_RESULTS)
      .map((hit, i) => lessonSearch.show(index, query, hit, i < SHOWN_AT_ONCE ? parts : { rows: parts.rows }))
      .filter((found) => found !== null)
    const suggest = shown.length ? lessonSearch.complete(query, shown[0]) : []
    return { items: [...notices, ...shown.map(group)], suggest, complete }
  }

  /* By names alone; the first answer of a long course takes what they are called from parts too. */
  const findByNames = async (query, needed) => {
    await loadParts("names", needed.names)
    const hits = lessonSearch.rank(index, query, { names: parts.names })
    await loadParts("rows", numbersOf("rows", hits.slice(0, SHOWN_AT_ONCE)))
    return hits
  }

  /* By notes as well, with their words. */
  const findInNotes = async (query, needed) => {
    await loadParts("terms", needed.terms)
    const hits = lessonSearch.rank(index, query, parts)
    const best = hits.slice(0, SHOWN_AT_ONCE)
    await loadParts("rows", numbersOf("rows", hits.slice(0, MOST_RESULTS)))
    return { hits, texts: loadParts("texts", numbersOf("texts", best)) }
  }

  let asked = 0

  /* Gives `send` an answer, or one and a better one; nothing once another query has been asked. */
  const find = async (typed, send) => {
    const number = ++asked
    const answer = (query, hits, complete, notices) => {
      if (number !== asked) return
      const found = makeAnswer(query, hits, complete, notices)
      if (complete && self.copySearch) addCopies(found)
      else send(found)
    }
    const addCopies = async (found) => {
      send({ ...found, complete: false })
      const copies = await self.copySearch.find(typed, load).catch(() => [])
      if (number === asked) send({ ...found, items: [...found.items, ...copies.map(copyGroup)] })
    }
    const fail = (notices) => {
      if (number === asked) send({ items: [notices], suggest: [], complete: true })
    }
    if (!typed.trim()) return send({ items: [], suggest: [], complete: true })
    let query, needed
    try {
      await openIndex()
      if (number !== asked) return
      query = lessonSearch.read(index, typed)
      needed = lessonSearch.partsOf(index, query)
    } catch (error) {
      return fail(NO_INDEX)
    }
    const isLoaded = isHere("names", needed.names) && isHere("terms", needed.terms)
    let hits = []
    try {
      if (!isLoaded) {
        hits = await findByNames(query, needed)
        if (hits.length) answer(query, hits, false)
        if (number !== asked) return
      }
    } catch (error) {
      return fail(NO_INDEX)
    }
    let texts
    try {
      ;({ hits, texts } = await findInNotes(query, needed))
    } catch (error) {
      return answer(query, hits, true, [NO_NOTES])
    }
    try {
      if (isLoaded && !isHere("texts", numbersOf("texts", hits.slice(0, SHOWN_AT_ONCE)))) answer(query, hits, false)
      await texts
      answer(query, hits, true)
    } catch (error) {
      answer(query, hits, true, [NO_TEXTS])
    }
  }

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3

  openIndex().catch(() => {}) // the next query asks again and says so
  if (self.lessonSearchHere) self.lessonSearchHere(find)
  else {
    self.addEventListener("message", ({ data }) => {
      if (data.type === SETUP) postMessage({ type: READY })
      else if (data.type === QUERY) find(data.data, (answer) => postMessage({ type: RESULT, data: answer }))
    })
  }
})()
