/* The site without a network: every page that a reader may open is kept, and asked for again.
 *
 * The network comes first, so that a reader who has one sees what is published and nothing older.
 * What is kept answers when the network does not. Each build has a store of its own: it takes over
 * what has not changed from the store before, and that one goes when the new one is complete.
 *
 * The build puts a line before this file: const SITE = {version, files}, where each file is
 * [path, digest, isNeededByEveryPage].
 */
;(() => {
  "use strict"

  const SCOPE = new URL(self.registration.scope)
  const PREFIX = `site ${SCOPE.pathname} `
  const STORE = PREFIX + SITE.version
  const SEEN = `seen ${SCOPE.pathname}`
  const MOST_SEEN = 200
  const PATIENCE = 4000 // ms for a network that answers late
  const REST = 15000 // ms in which a network that failed is not waited for
  const AT_ONCE = 4 // requests
  const DIGEST = "x-site-digest"
  const IS_FIXED = /[.-][0-9a-f]{8}(?:\.min)?\.(?:js|css)$/ // its name changes with its words

  const addressOf = (path) => new URL(path, SCOPE).href
  const FILES = SITE.files.map(([path, digest, isShell]) => ({ url: addressOf(path), digest, isShell }))
  const KNOWN = new Set(FILES.map((file) => file.url))

  /* ---- keeping ---- */

  const hex = (buffer) =>
    [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("")

  /* A copy that may answer a navigation, which one that was redirected may not, with the digest of
     the file if it is that file: a host may still be giving out the build before. */
  const copyOf = async (response, digest) => {
    const body = await response.arrayBuffer()
    const headers = new Headers(response.headers)
    const found = hex(await crypto.subtle.digest("SHA-256", body)).slice(0, digest.length)
    if (found === digest) headers.set(DIGEST, digest)
    headers.delete("content-encoding")
    return new Response(body, { status: 200, headers })
  }

  const stores = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
    names.sort((a, b) => (b === STORE) - (a === STORE))
    return Promise.all(names.map((name) => caches.open(name)))
  }

  const keep = async (file, store, before) => {
    if (await store.match(file.url)) return
    for (const other of before) {
      const kept = await other.match(file.url)
      if (kept?.headers.get(DIGEST) === file.digest) return store.put(file.url, kept)
    }
    // Not into the browser's own cache, which would give it out later as if it were new.
    const response = await fetch(file.url, { cache: "no-store", credentials: "same-origin" })
    if (response.status >= 500) throw new Error(`${file.url}: ${response.status}`)
    if (!response.ok) return // the host does not give it out
    await store.put(file.url, await copyOf(response, file.digest))
  }

  /* What fails is left for the next time; whether all of it is kept now. */
  const keepAll = async (files) => {
    const store = await caches.open(STORE)
    const before = (await stores()).slice(1)
    const waiting = [...files]
    let failed = 0
    const work = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        await keep(file, store, before).catch(() => failed++)
        if (failed > 2 * AT_ONCE) return // the network is gone
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return failed === 0
  }

  let filling = null

  const fill = async () => {
    const isComplete = await keepAll(FILES)
    if (isComplete) await dropOlder()
    return isComplete
  }

  const dropOlder = async () => {
    const names = await caches.keys()
    await Promise.all(
      names.filter((name) => name.startsWith(PREFIX) && name !== STORE).map((name) => caches.delete(name)),
    )
  }

  self.addEventListener("install", (event) => {
    event.waitUntil(
      keepAll(FILES.filter((file) => file.isShell)).then((isComplete) => {
        if (!isComplete) throw new Error("the network is gone")
        return self.skipWaiting()
      }),
    )
  })

  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

  self.addEventListener("message", (event) => {
    if (event.data !== "keep") return
    filling ??= fill().finally(() => (filling = null))
    event.waitUntil(filling.then((isComplete) => event.source?.postMessage({ kept: isComplete })))
  })

  /* ---- answering ---- */

  const plain = (address) => {
    const url = new URL(address)
    url.search = url.hash = ""
    url.pathname = url.pathname.replace(/\/index\.html$/, "/")
    return url.href
  }

  const kept = async (address) => {
    for (const store of [...(await stores()), await caches.open(SEEN)]) {
      const found = await store.match(address)
      if (found) return found
    }
    return undefined
  }

  /* Pictures and archived copies that a reader has seen. */
  const remember = async (address, response) => {
    const store = await caches.open(SEEN)
    await store.put(address, response)
    const all = await store.keys()
    await Promise.all(all.slice(0, Math.max(0, all.length - MOST_SEEN)).map((old) => store.delete(old)))
  }

  const isSeenOnly = (request, response, address) =>
    response.status === 200 && !response.redirected && !KNOWN.has(address) &&
    ["image", "document", "iframe"].includes(request.destination)

  let restUntil = 0

  const fromNetwork = async (request, address) => {
    // A host may allow pages to be used for minutes without asking: a page of one build would
    // meet the style sheet of another.
    const response = await fetch(request, IS_FIXED.test(address) ? {} : { cache: "no-cache" })
    restUntil = 0
    if (isSeenOnly(request, response, address)) remember(address, response.clone()).catch(() => {})
    return response
  }

  const later = (ms) => new Promise((_, reject) => setTimeout(reject, ms, new Error("late")))

  const MESSAGE = `<!doctype html><html lang="zh"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>没有网络</title>
<style>body{font:1.1rem/1.8 system-ui,sans-serif;margin:18vh auto;max-width:32rem;padding:0 1rem}
@media (prefers-color-scheme:dark){body{background:#1b1a19;color:#e2ded7}a{color:#eb9a86}}</style>
<h1>没有网络</h1><p>这一页还没有存到这台设备上。有网络时打开一次，以后就能离线阅读。</p>
<p lang="en">You are offline, and this page has not been kept on this device yet.</p>
<p><a href="${SCOPE.pathname}">回到首页</a></p>`

  const withoutAny = (request, address) => {
    if (request.mode !== "navigate") return Response.error()
    return new Response(MESSAGE, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } })
  }

  const answer = async (request) => {
    const address = plain(request.url)
    const copy = await kept(address)
    if (!copy) {
      return fromNetwork(request, address).catch(async () => {
        const folder = `${address}/` // lessons/010, as it may be typed
        if (request.mode === "navigate" && (await kept(folder))) return Response.redirect(folder)
        return withoutAny(request, address)
      })
    }
    const network = fromNetwork(request, address)
    network.catch(() => {})
    try {
      const first = await Promise.race([network, later(Date.now() < restUntil ? 0 : PATIENCE)])
      return first.status >= 500 ? copy : first
    } catch {
      restUntil = Date.now() + REST
      return copy
    }
  }

  self.addEventListener("fetch", (event) => {
    const { request } = event
    const isOurs = request.method === "GET" && request.url.startsWith(SCOPE.href)
    if (!isOurs || request.headers.has("range")) return
    event.respondWith(answer(request))
  })
})()
