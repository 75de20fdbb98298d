/* Follows edits while notes are written: the page changes where it stands, and says what is wrong.
 *
 * The server answers …/__preview__/state/N once something is newer than revision N. The page is
 * then fetched anew and its middle put in place of the old one, as Material's instant navigation
 * does: what is scrolled, played or searched goes on.
 */
;(() => {
  "use strict"

  const script = document.currentScript
  const state = new URL("state/", script.src)
  const PAUSE = 1000 // milliseconds before a server that is gone is asked again
  const MIDDLE = "[data-md-component=container]"
  const PANEL = ".panel"
  const STAGE = ".panel > .stage"
  const WORDS = {
    failed: "这次改动没能生成网站，下面还是上一次的页面",
    found: "刚改过的笔记里有问题",
    close: "收起",
  }

  let revision = Number(script.dataset.revision) // of the page
  let asked = 0 // answered at once: what is wrong already has to be told
  let waiting = null // what ends the request that waits
  let known = null // the page as it was fetched last
  let closed = "" // what the reader has closed already

  const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE))

  async function fetchPage() {
    const answer = await fetch(location.href, { cache: "no-store" })
    return answer.text()
  }

  /* A page that is left and one that is shown are told apart by their address. */
  async function remember() {
    const address = location.href
    const text = await fetchPage()
    if (address === location.href) known = plain(text)
  }

  /* A page without what changes with each revision. */
  function plain(text) {
    return text.replace(/ data-revision="\d+"/, "")
  }

  async function refresh() {
    const text = await fetchPage()
    if (plain(text) === known) return
    known = plain(text)
    const fresh = new DOMParser().parseFromString(text, "text/html")
    const now = document.querySelector(MIDDLE)
    const then = fresh.querySelector(MIDDLE)
    if (!now || !then || typeof document$ === "undefined") {
      location.reload()
      return
    }
    const place = [scrollX, scrollY]
    document.title = fresh.title
    renew(now, document.adoptNode(then))
    scrollTo({ left: place[0], top: place[1], behavior: "instant" })
    document$.next(document)
  }

  /* Puts what is new in the place of what is old, but for a player: moved or replaced, its video
     would begin anew. What lies around it is exchanged level by level down to the stage. */
  function renew(now, then) {
    const stage = now.querySelector(STAGE)
    const panel = stage && then.querySelector(PANEL)
    if (!panel) {
      now.replaceWith(then)
      return
    }
    const kept = stage.closest(PANEL)
    for (; now !== kept && then !== panel; now = childWith(now, kept), then = childWith(then, panel)) {
      exchange(now, then, childWith(now, kept), childWith(then, panel))
    }
    exchange(kept, panel, stage, null)
  }

  const childWith = (parent, within) => [...parent.children].find((child) => child.contains(within))

  /* Exchanges the children of `now` for those of `then`, but for one that stays in the place of
     another; where there is no other it stays first. */
  function exchange(now, then, kept, other) {
    for (const child of [...now.childNodes]) if (child !== kept) child.remove()
    const children = [...then.childNodes]
    const place = other ? children.indexOf(other) : 0
    kept.before(...children.slice(0, place))
    kept.after(...children.slice(other ? place + 1 : 0))
  }

  function element(name, className, text) {
    const made = document.createElement(name)
    made.className = className
    if (text) made.textContent = text
    return made
  }

  /* What is wrong, at the foot of the window; nothing where nothing is. */
  function tell({ failure, findings }) {
    document.querySelector(".preview-findings")?.remove()
    const content = JSON.stringify([failure, findings])
    if ((!failure && !findings.length) || content === closed) return
    const panel = element("section", "preview-findings")
    panel.setAttribute("role", "status")
    panel.dataset.failed = String(Boolean(failure))
    const head = element("p", "preview-findings__head", failure ? WORDS.failed : WORDS.found)
    const close = element("button", "preview-findings__close", WORDS.close)
    close.type = "button"
    close.addEventListener("click", () => {
      closed = content
      panel.remove()
    })
    head.append(close)
    const list = element("ul", "")
    if (failure) list.append(element("li", "", failure))
    for (const finding of findings) {
      const item = element("li", "", finding.text)
      if (finding.help) item.append(element("small", "", finding.help))
      list.append(item)
    }
    panel.append(head, list)
    document.body.append(panel)
  }

  async function follow() {
    while (!document.hidden) {
      try {
        waiting = new AbortController()
        const answer = await fetch(new URL(String(asked), state), {
          cache: "no-store",
          signal: waiting.signal,
        })
        const shown = await answer.json()
        asked = shown.revision
        tell(shown)
        if (shown.revision !== revision) {
          revision = shown.revision
          await refresh()
        }
      } catch {
        if (!document.hidden) await pause()
      }
    }
  }

  const style = element("style", "")
  style.textContent = `
.preview-findings {
  position: fixed; inset: auto 0 0 0; z-index: 9; max-height: 40vh; overflow: auto;
  padding: .6rem 1rem; font-size: .7rem; line-height: 1.6;
  color: var(--md-default-fg-color); background: var(--md-default-bg-color);
  border-top: .15rem solid #b26a00; box-shadow: 0 -.2rem .6rem #0003;
}
.preview-findings[data-failed=true] { border-color: #c62828 }
.preview-findings p { display: flex; justify-content: space-between; margin: 0; font-weight: 700 }
.preview-findings ul { margin: .2rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere }
.preview-findings small { display: block; opacity: .8 }
.preview-findings__close { cursor: pointer; text-decoration: underline }
`
  document.head.append(style)

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) waiting?.abort()
    else follow()
  })
  addEventListener("pagehide", () => waiting?.abort())
  if (typeof document$ !== "undefined") document$.subscribe(() => remember().catch(() => {}))
  follow()
})()
