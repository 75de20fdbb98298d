/* What a reader has read and where reading stopped, on this device only. */
(() => {
  "use strict"

  const base = new URL("..", document.currentScript.src)
  const KEY = `site-progress ${base.pathname}`

  /* {read: {lesson: day}, last: {lesson, title, url, anchor}}; a browser may refuse to keep any. */
  const load = () => {
    try {
      const { read, last } = JSON.parse(localStorage.getItem(KEY)) ?? {}
      return { read: read ?? {}, last: last ?? null }
    } catch {
      return { read: {}, last: null }
    }
  }

  const save = state => {
    try {
      localStorage.setItem(KEY, JSON.stringify(state))
    } catch {
      // nothing is kept, and reading goes on
    }
  }

  const element = (tag, className, text) => {
    const made = document.createElement(tag)
    made.className = className
    made.textContent = text
    if (tag === "button") made.type = "button"
    return made
  }

  const today = () => new Date().toISOString().slice(0, 10)
  const lessonHere = () => document.querySelector(".lesson[data-lesson]")?.dataset.lesson ?? null

  /* --- a lesson: its button, and where reading stopped ---------------------------------------- */

  const setButton = (button, day) => {
    button.setAttribute("aria-pressed", String(Boolean(day)))
    button.textContent = day ? "✓ 已读" : "标为已读"
    button.title = day ? `${day} 标为已读；再按一次取消` : "记在这台设备上（快捷键 m）"
  }

  const toggle = () => {
    const lesson = lessonHere()
    if (lesson === null) return
    const state = load()
    if (state.read[lesson]) delete state.read[lesson]
    else state.read[lesson] = today()
    save(state)
    show()
  }

  /* The page keeps a place for the button, so that nothing moves when it comes. */
  const placeButton = (lesson, state) => {
    const row = document.querySelector(".progress-mark")
    if (!row) return
    let button = row.querySelector("button")
    if (!button) {
      button = element("button", "", "")
      button.addEventListener("click", toggle)
      row.append(button)
    }
    setButton(button, state.read[lesson])
  }

  /* The last heading above the upper part of the window, or at the page's end the last of all. */
  const anchorHere = () => {
    if (scrollY === 0) return ""
    const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2
    const line = isAtEnd ? innerHeight : innerHeight / 3
    let found = ""
    for (const heading of document.querySelectorAll(".lesson :is(h2, h3, h4)[id]")) {
      if (heading.getBoundingClientRect().top > line) break
      found = heading.id
    }
    return found
  }

  const rememberPlace = () => {
    const lesson = lessonHere()
    if (lesson === null) return
    const heading = document.querySelector("h1").cloneNode(true)
    heading.querySelector(".headerlink")?.remove()
    const title = heading.textContent.trim()
    const url = `lessons/${lesson.padStart(3, "0")}`
    save({ ...load(), last: { lesson, title, url, anchor: anchorHere() } })
  }

  /* --- maps of the course ----------------------------------------------------------------------- */

  const NUMBER = /lessons\/(\d+)(?:\/|\.html)(?:index\.html)?$/
  const MAPS = ".cell, .lesson-list .name > a"

  const lessonOf = link => {
    const match = NUMBER.exec(link.pathname)
    return match && String(Number(match[1]))
  }

  const markMaps = state => {
    for (const link of document.querySelectorAll(MAPS)) {
      const isRead = Boolean(state.read[lessonOf(link)])
      if (link.classList.toggle("read", isRead) === (link.dataset.name !== undefined)) continue
      if (isRead) {
        link.dataset.name = link.getAttribute("aria-label") ?? ""
        link.setAttribute("aria-label", `${link.dataset.name || link.textContent}，已读`)
      } else {
        if (link.dataset.name) link.setAttribute("aria-label", link.dataset.name)
        else link.removeAttribute("aria-label")
        delete link.dataset.name
      }
    }
  }

  /* Above the map, in the place of the hint for who comes for the first time: where to go on, how
     much is read, and how to forget it. */
  const showSummary = state => {
    document.querySelector(".progress")?.remove()
    const hint = document.querySelector("article .hint")
    if (hint) hint.hidden = false
    const facts = document.querySelector(".week-map") && document.querySelector("article .facts")
    const cells = new Set([...document.querySelectorAll(MAPS)].map(lessonOf))
    const count = Object.keys(state.read).filter(lesson => cells.has(lesson)).length
    if (!facts || (!count && !state.last)) return
    const row = element("p", "progress", "")
    if (state.last && cells.has(state.last.lesson)) {
      const { title, url, anchor } = state.last
      const link = element("a", "resume", `继续阅读：${title}`)
      const page = document.querySelector(`.cell[href$="${url}.html"]`) ? `${url}.html` : `${url}/`
      const file = document.querySelector(`.cell[href$="${url}/index.html"]`) ? `${url}/index.html` : page
      link.href = new URL(file + (anchor ? `#${anchor}` : ""), base)
      row.append(link, " ")
    }
    if (count) row.append(element("span", "quiet", `已读 ${count} / ${cells.size} 课`), " ")
    const forget = element("button", "quiet", "清除记录")
    forget.title = "已读和读到哪里只记在这台设备上"
    forget.addEventListener("click", () => {
      save({ read: {}, last: null })
      show()
    })
    row.append(forget)
    if (hint) hint.hidden = true
    facts.after(row)
  }

  /* --- on every page, after instant navigation too (document$ is Material's) -------------------- */

  const show = () => {
    const state = load()
    const lesson = lessonHere()
    if (lesson !== null) placeButton(lesson, state)
    markMaps(state)
    showSummary(state)
  }

  const prepare = () => {
    rememberPlace()
    show()
  }

  let settle = 0
  document.addEventListener("scroll", () => {
    clearTimeout(settle)
    settle = setTimeout(rememberPlace, 400)
  }, { passive: true })
  addEventListener("storage", event => event.key === KEY && show())
  addEventListener("pageshow", event => event.persisted && show())
  document.addEventListener("site-mark-read", toggle)

  if (typeof document$ === "undefined") prepare()
  else document$.subscribe(prepare)
})()
