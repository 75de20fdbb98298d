/* Keeps the site for reading without a network, once the page is there and the browser is idle. */
;(() => {
  "use strict"

  if (!("serviceWorker" in navigator)) return // also on file:// and on http:// of another machine

  const root = document.documentElement
  const worker = new URL("../../service-worker.js", document.currentScript.src)
  const isThrifty = navigator.connection?.saveData === true
  const whenIdle = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 2000))

  /* Asks for all pages; a worker that is new asks for what has changed. */
  const keep = async () => {
    const { active } = await navigator.serviceWorker.ready
    if (!isThrifty) active.postMessage("keep")
  }

  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data.kept) root.dataset.offline = "kept"
  })
  navigator.serviceWorker.addEventListener("controllerchange", () => whenIdle(keep))

  const start = async () => {
    try {
      await navigator.serviceWorker.register(worker)
      whenIdle(keep)
    } catch {
      // private windows and some hosts allow no worker; the site does not need one
    }
  }

  if (document.readyState === "complete") start()
  else addEventListener("load", start)
})()
