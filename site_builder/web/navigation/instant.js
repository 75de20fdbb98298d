/* Instant navigation on a host that the build did not know.
 *
 * Material asks sitemap.xml which links lead to pages of the site, and a sitemap names whole
 * addresses only. The build of a site without site_url puts the pages before this file instead, as
 * const PAGES = [path, …], and the answer to that one request is made of them.
 */
;(() => {
  "use strict"

  const base = new URL("..", document.currentScript.src)
  const sitemap = new URL("sitemap.xml", base).href
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")
  const entry = (path) => `<url><loc>${escape(new URL(path, base).href)}</loc></url>`
  const answer = { text: async () => `<urlset>${PAGES.map(entry).join("")}</urlset>` }

  const open = XMLHttpRequest.prototype.open
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (new URL(url, base).href === sitemap) Object.defineProperty(this, "response", { value: answer })
    return open.call(this, method, url, ...rest)
  }
})()
