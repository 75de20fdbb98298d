/* Answers Material's search box in the place of the theme's own worker.
 *
 * Messages, as Material 9 has them: 0 SETUP, 1 READY, 2 QUERY, 3 RESULT. The first tier answers at
 * once; a second RESULT follows when the parts that the query needs are here.
 * The build puts ranking.js before this file.
 */
;(() => {
  "use strict"

  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const MOST_RESULTS = 50
  const SHOWN_WITH_TEXT = 10

  const isPage = typeof document !== "undefined" // a page opened from disk runs workers in a frame
  const here = isPage ? document.currentScript.src : self.location.href
  const folder = new URL("../../../search/", here)

  /* ---- parts of the index ---- */

  const fetchPart = async (name) => {
    // The first tier names the parts of its own build, so it must not be an old copy.
    const fresh = name === "index" ? { cache: "no-cache" } : {}
    const response = await fetch(new URL(`${name}.js`, folder), fresh)
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
  const terms = {}
  const texts = {}

  const openIndex = async () => {
    if (index === null) index = lessonSearch.open(await load("index"))
    return index
  }

  const loadInto = async (kind, store, numbers) => {
    const missing = numbers.filter((number) => !(number in store))
    await Promise.all(
      missing.map(async (number) => {
        store[number] = await load(`${kind}-${number}-${index.build}`)
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

  const row = (location, title, text, score, terms = []) => ({
    location, title, text, score, terms: Object.fromEntries(terms.map((term) => [term, true])),
  })

  /* A lesson and, below it, where in its notes the query was found. */
  const group = (shown) => {
    const english = shown.english.length
      ? ` <span class="lesson-search__english" lang="en">${marked(shown.english)}</span>`
      : ""
    const title = `<span class="lesson-search__number">${shown.number}</span> ${marked(shown.title)}${english}`
    const { score, terms } = shown
    return [
      row(shown.url, title, `<p>${place(shown)}</p>`, score, terms),
      ...shown.passages.map(({ url, heading, text }) =>
        row(url.includes("#") ? url : `${url}#`, marked(heading) || "笔记", `<p>${marked(text)}</p>`, score, terms)),
      ...shown.moments.map(({ label, url, words }) =>
        row(`${url}#`, `<span class="lesson-search__time">▶ ${escape(label)}</span> ${marked(words)}`, "", score)),
    ]
  }

  const notice = (title, text) => [row("", title, `<p>${text}</p>`, 0)]
  const NO_INDEX = notice("搜索索引没能载入", "请检查网络，或重新载入页面后再试。")
  const NO_NOTES = notice("笔记的索引没能载入", "下面只按课的标题、英文名和术语查找。请检查网络，或重新载入页面后再试。")

  /* ---- answers ---- */

  let asked = 0

  /* `complete`: whether this answer is the last one to the query; Material does not read it. */
  const send = (items, complete, suggest = []) =>
    postMessage({ type: RESULT, data: { items, suggest, complete } })

  const answer = (query, hits, { complete, failed = false }) => {
    const groups = hits
      .slice(0, MOST_RESULTS)
      .map((hit, i) => group(lessonSearch.show(index, query, hit, i < SHOWN_WITH_TEXT ? texts : {})))
    send(failed ? [NO_NOTES, ...groups] : groups, complete, lessonSearch.complete(index, query, hits))
  }

  const find = async (typed) => {
    const number = ++asked
    const isStale = () => number !== asked
    if (!typed.trim()) return send([], true)
    try {
      await openIndex()
    } catch {
      if (!isStale()) send([NO_INDEX], true)
      return
    }
    if (isStale()) return
    const query = lessonSearch.read(index, typed)
    const needed = lessonSearch.partsOf(index, query)
    let hits = lessonSearch.rank(index, query, terms)
    const parts = (list) => [...new Set(list.slice(0, SHOWN_WITH_TEXT).map((hit) => lessonSearch.textOf(index, hit.lesson)))]
    const isComplete = needed.every((n) => n in terms) && parts(hits).every((n) => n in texts)
    if (isComplete || hits.length) answer(query, hits, { complete: isComplete })
    if (isComplete) return
    try {
      await loadInto("terms", terms, needed)
      if (isStale()) return
      hits = lessonSearch.rank(index, query, terms)
      await loadInto("texts", texts, parts(hits))
      if (!isStale()) answer(query, hits, { complete: true })
    } catch {
      if (!isStale()) answer(query, hits, { complete: true, failed: true })
    }
  }

  self.addEventListener("message", ({ data }) => {
    if (data.type === SETUP) {
      postMessage({ type: READY })
      openIndex().catch(() => {}) // the next query asks again and says so
    } else if (data.type === QUERY) find(data.data)
  })
})()
