/* Ways through the notes: previews of links, explanations of terms, pictures in full size. */
(() => {
  "use strict"

  const base = new URL("..", document.currentScript.src).href

  /* --- previews and terms ----------------------------------------------------------------- */

  const LINKS = ".md-content a[href]:not(.headerlink)"
  const OPEN_AFTER = 250, CLOSE_AFTER = 200

  const card = document.createElement("div")
  card.id = "site-preview"
  card.setAttribute("role", "tooltip")
  card.hidden = true

  let shown = null, timer = 0, loading = null

  /* All previews of the site: a script, because a page opened from disk may not fetch. */
  const load = () => loading ??= new Promise(done => {
    const script = document.createElement("script")
    script.src = `${base}assets/previews.js`
    script.onload = script.onerror = () => done(globalThis.sitePreviews ?? {})
    document.head.append(script)
  })

  /* lessons/010 of …/lessons/010/#h and …/lessons/010.html; null for other places and this page. */
  const keyOf = link => {
    const url = new URL(link.href)
    const here = new URL(location.href)
    if (url.origin + url.pathname === here.origin + here.pathname) return null
    const address = `${url.protocol}//${url.host}${url.pathname}`
    if (!address.startsWith(base)) return null
    return address.slice(base.length).replace(/(?:\/?index)?\.html$|\/$/, "")
  }

  const line = (name, text, lang) => {
    const element = document.createElement("div")
    element.className = name
    element.textContent = text
    if (lang) element.lang = lang
    return element
  }

  const linesOf = async link => {
    if (link.classList.contains("term")) return [line("words", link.title || link.dataset.note)]
    const key = keyOf(link)
    if (key === null) return []
    const preview = (await load())[key]
    if (!preview) return []
    const [title, english, facts, words] = preview
    return [
      line("name", title),
      ...(english && english !== title ? [line("title-en", english, "en")] : []),
      ...(facts ? [line("facts", facts)] : []),
      ...(words ? [line("words", words)] : []),
    ]
  }

  const place = link => {
    const box = link.getClientRects()[0] ?? link.getBoundingClientRect()
    const width = card.offsetWidth, height = card.offsetHeight, gap = 6, edge = 8
    const below = box.bottom + gap + height <= innerHeight || box.top < height + gap
    card.style.left = `${Math.max(edge, Math.min(box.left, innerWidth - width - edge))}px`
    card.style.top = `${below ? box.bottom + gap : box.top - gap - height}px`
  }

  const close = () => {
    clearTimeout(timer)
    if (!shown) return
    shown.removeAttribute("aria-describedby")
    if (shown.dataset.note) shown.title = shown.dataset.note
    delete shown.dataset.note
    shown = null
    card.hidden = true
  }

  const open = async link => {
    if (shown === link) return
    close()
    shown = link
    if (link.title) {
      link.dataset.note = link.title
      link.removeAttribute("title")
    }
    const lines = await linesOf(link)
    if (shown !== link) return
    if (!lines.length || !link.isConnected) return close()
    card.replaceChildren(...lines)
    /* Into what it belongs to, which is another element after instant navigation. */
    if (!card.isConnected) document.querySelector("main").append(card)
    card.hidden = false
    place(link)
    link.setAttribute("aria-describedby", card.id)
  }

  const linkAt = event => event.target instanceof Element ? event.target.closest(LINKS) : null

  document.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse") return
    const link = linkAt(event)
    clearTimeout(timer)
    if (link) timer = setTimeout(open, OPEN_AFTER, link)
    else if (shown && !card.contains(event.target)) timer = setTimeout(close, CLOSE_AFTER)
  })
  document.addEventListener("focusin", event => {
    const link = linkAt(event)
    if (link?.matches(":focus-visible")) open(link)
  })
  document.addEventListener("focusout", close)
  document.addEventListener("scroll", () => card.hidden || close(), {passive: true})
  document.addEventListener("pointerdown", event => card.contains(event.target) || close())
  document.addEventListener("keydown", event => event.key === "Escape" && close())

  /* --- pictures ------------------------------------------------------------------------------ */

  const PICTURES = ".md-content img:not(a img)"

  const box = document.createElement("dialog")
  box.id = "site-picture"
  box.setAttribute("aria-label", "图片")
  box.innerHTML = "<figure><img alt=''><figcaption></figcaption></figure>"
    + "<button type='button' aria-label='关闭'>✕</button>"
  document.body.append(box)
  const [large, caption] = box.querySelectorAll("img, figcaption")

  const show = picture => {
    large.src = picture.currentSrc || picture.src
    large.alt = picture.alt
    large.className = picture.className
    large.style.setProperty("--ratio", picture.naturalWidth / picture.naturalHeight || 1)
    caption.textContent = picture.alt
    box.current = picture
    if (!box.open) box.showModal()
  }

  const step = by => {
    const all = [...document.querySelectorAll(PICTURES)]
    const next = all[all.indexOf(box.current) + by]
    if (next) show(next)
  }

  box.addEventListener("click", () => box.close())
  box.addEventListener("close", () => box.current?.focus())
  box.addEventListener("keydown", event => {
    event.stopPropagation()
    if (event.key === "ArrowRight") step(1)
    if (event.key === "ArrowLeft") step(-1)
  })
  document.addEventListener("click", event => {
    const picture = event.target instanceof Element && event.target.closest(PICTURES)
    if (picture) show(picture)
  })
  document.addEventListener("keydown", event => {
    const picture = event.target instanceof Element && event.target.closest(PICTURES)
    if (!picture || (event.key !== "Enter" && event.key !== " ")) return
    event.preventDefault()
    show(picture)
  })

  /* --- on every page, after instant navigation too (document$ is Material's) ------------------ */

  const prepare = () => {
    close()
    if (box.open) box.close()
    for (const picture of document.querySelectorAll(PICTURES)) {
      /* An empty alt says that there is nothing to see, which a button may not say. */
      if (!picture.alt) picture.removeAttribute("alt")
      picture.tabIndex = 0
      picture.setAttribute("role", "button")
      picture.setAttribute("aria-label", picture.alt ? `放大图片：${picture.alt}` : "放大图片")
    }
  }

  if (typeof document$ === "undefined") prepare()
  else document$.subscribe(prepare)
})()
