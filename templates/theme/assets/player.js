/* The video of a lesson: a poster until the reader asks, then a player that follows the moments.

   A link to a video is an ordinary link to the page of its host. A plain click on a moment or a
   poster plays that place here instead; nothing is asked of the host before. With a modifier key,
   or without scripts, the link does what links do. */
(() => {
  "use strict"

  const query = (url, name) => Number(url.searchParams.get(name)) || 0

  const frame = src => {
    const made = document.createElement("iframe")
    made.src = src
    made.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
    made.referrerPolicy = "strict-origin-when-cross-origin"
    return made
  }

  /* A provider makes the player for the address of a place, playing at once where `play` is 1;
     null where the address is not its own. `player_url` in links/video.py is the same in Python. */
  const providers = [
    function bilibili(url, play) {
      const id = url.hostname === "www.bilibili.com" && /^\/video\/(?:av(\d+)|(BV\w+))/.exec(url.pathname)
      if (!id) return null
      const name = id[1] ? `aid=${id[1]}` : `bvid=${id[2]}`
      const [part, start] = [query(url, "p") || 1, query(url, "t")]
      return frame(
        `https://player.bilibili.com/player.html?${name}&p=${part}&t=${start}&autoplay=${play}`
      )
    },
    function youtube(url, play) {
      const id = url.hostname === "www.youtube.com" && url.searchParams.get("v")
      if (!id) return null
      const host = "https://www.youtube-nocookie.com"
      return frame(`${host}/embed/${encodeURIComponent(id)}?start=${query(url, "t")}&autoplay=${play}`)
    },
    function file(url, play) {
      const own = url.protocol === location.protocol && url.host === location.host
      if (!own || !/\.(?:mp4|m4v|webm|mov|ogv)$/i.test(url.pathname)) return null
      const made = document.createElement("video")
      made.src = url.href
      made.controls = true
      made.autoplay = Boolean(play)
      const chapters = document.querySelector("a.chapters")
      if (chapters) {
        const track = document.createElement("track")
        Object.assign(track, {kind: "chapters", src: chapters.href, default: true})
        made.append(track)
      }
      return made
    },
  ]

  const playerOf = (url, play) => {
    for (const provider of providers) {
      const made = provider(url, play)
      if (made) return made
    }
    return null
  }

  const clock = seconds => {
    const [h, m, s] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor)
    const two = number => String(number).padStart(2, "0")
    return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`
  }

  const element = (tag, className, text) => {
    const made = document.createElement(tag)
    made.className = className
    if (text) made.textContent = text
    if (tag === "button") made.type = "button"
    return made
  }

  /* What is shown, in words: another part or another video than the page's own says so. */
  const name = (link, panel) => {
    const {video, part, seconds} = link.dataset
    const own = panel.dataset
    const time = clock(Number(seconds) || 0)
    if (!video) return `P${own.part} · ${time}`
    if (video !== own.video) return `另一个视频 ${decodeURIComponent(video)} P${part} · ${time}`
    return part === own.part ? `P${part} · ${time}` : `另一课 P${part} · ${time}`
  }

  /* A page without a video of its own gets a panel without a poster. */
  const findPanel = () => {
    const found = document.querySelector(".panel")
    if (found) return found
    const made = element("div", "panel")
    document.querySelector("article").append(made)
    return made
  }

  let watcher = null
  let opener = null

  const close = panel => {
    watcher?.disconnect()
    panel.querySelector(".stage")?.remove()
    panel.classList.remove("open", "aside", "docked")
    for (const link of document.querySelectorAll(".moment[aria-current]")) {
      link.removeAttribute("aria-current")
    }
    opener?.focus({preventScroll: true})
  }

  const open = panel => {
    const stage = element("div", "stage")
    const dock = element("div", "dock")
    const bar = element("p", "strip")
    const label = element("span", "label")
    label.setAttribute("role", "status")
    const copy = element("button", "copy", "复制链接")
    const out = element("a", "out", "原视频页")
    out.rel = "noopener"
    const shut = element("button", "shut", "收起")
    shut.addEventListener("click", () => close(panel))
    bar.append(label, copy, out, shut)
    dock.append(element("div", "screen"), bar)
    stage.append(dock)
    panel.prepend(stage)
    panel.classList.add("open")
    watcher?.disconnect()
    watcher = new IntersectionObserver(([entry]) => {
      /* The strip leaves with the player: its place stays, so that the text stays where it is. */
      if (entry.isIntersecting) stage.style.minHeight = ""
      else if (!panel.matches(".docked, .aside")) stage.style.minHeight = `${stage.offsetHeight}px`
      panel.classList.toggle("docked", !entry.isIntersecting)
    })
    watcher.observe(stage)
    return stage
  }

  const show = link => {
    const url = new URL(link.href)
    const made = playerOf(url, 1)
    if (!made) return false
    const panel = findPanel()
    /* From within the text the player opens in the corner: the text stays where it is read. */
    const aside = !panel.contains(link) && !panel.matches(".open:not(.aside)")
    const stage = panel.querySelector(".stage") ?? open(panel)
    panel.classList.toggle("aside", aside)
    opener = link
    const words = name(link, panel)
    made.title = `视频播放器：${words}`
    /* A new frame, not a new address for the old one: that would fill the history of the tab. */
    stage.querySelector(".screen").replaceChildren(made)
    if (made.localName === "video") made.currentTime = Number(link.dataset.seconds) || 0
    stage.querySelector(".label").textContent = words
    stage.querySelector(".out").href = link.href
    const copy = stage.querySelector(".copy")
    copy.dataset.link = link.dataset.video && link.dataset.video !== panel.dataset.video ||
      link.dataset.part && link.dataset.part !== panel.dataset.part ?
      link.href : pageAt(link.dataset.seconds)
    for (const other of document.querySelectorAll(".moment")) {
      if (other.href === link.href) other.setAttribute("aria-current", "true")
      else other.removeAttribute("aria-current")
    }
    return true
  }

  /* This page with the poster set to a second. */
  const pageAt = seconds => location.href.split("#")[0] + (seconds ? `#t=${seconds}` : "")

  const copyLink = async button => {
    const said = button.textContent
    try {
      await navigator.clipboard.writeText(button.dataset.link)
      button.textContent = "已复制"
    } catch {
      history.replaceState(history.state, "", button.dataset.link)
      button.textContent = "链接在地址栏里"
    }
    setTimeout(() => { button.textContent = said }, 2000)
  }

  document.addEventListener("click", event => {
    const copy = event.target.closest("button.copy")
    if (copy) return void copyLink(copy)
    const link = event.target.closest("a.moment, a.watch")
    const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    if (!link || event.button || modified || event.defaultPrevented) return
    if (show(link)) event.preventDefault()
  })

  const prepare = () => {
    const panel = document.querySelector(".panel")
    if (!panel) return
    for (const link of document.querySelectorAll(".moments .moment")) {
      if (link.dataset.part !== panel.dataset.part || link.nextElementSibling?.matches("button")) continue
      const copy = element("button", "copy", "复制链接")
      copy.setAttribute("aria-live", "polite")
      copy.dataset.link = pageAt(link.dataset.seconds)
      link.after(copy)
    }
    setPoster(panel)
  }

  /* …#t=333 asks for a place, not for playing: the poster leads there. */
  const setPoster = panel => {
    const poster = panel.querySelector(".poster a")
    const asked = /^#t=(\d+)$/.exec(location.hash)
    if (!poster || !asked) return
    const url = new URL(poster.href)
    if (/bilibili|youtube/.test(url.hostname)) url.searchParams.set("t", asked[1])
    else url.hash = `t=${asked[1]}`
    poster.href = url.href
    poster.dataset.seconds = asked[1]
    const way = poster.querySelector(".way")
    way.textContent = `从 ${clock(Number(asked[1]))} 看视频 P${panel.dataset.part}`
    panel.scrollIntoView({block: "nearest"})
  }

  addEventListener("hashchange", () => {
    const panel = document.querySelector(".panel")
    if (panel) setPoster(panel)
  })

  if (typeof document$ === "undefined") prepare()
  else document$.subscribe(prepare)
})()
