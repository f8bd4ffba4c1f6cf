/** The page around a payment; in Node there is none. */
export interface Page {
  hidden(): boolean
  /** The browser itself says that there is no network. */
  offline(): boolean
  /**
   * Calls `returned` when the shopper comes back (from the bank app, say) or the network comes or goes, and
   * `left` when the page is hidden. @returns stop
   */
  listen(returned: () => void, left: () => void): () => void
}

export const page: Page = {
  hidden: () => globalThis.document?.visibilityState === "hidden",

  offline: () => globalThis.navigator?.onLine === false,

  listen(returned, left) {
    const turned = () => (page.hidden() ? left() : returned())
    const end = new AbortController()
    const { signal } = end
    globalThis.document?.addEventListener("visibilitychange", turned, { signal })
    for (const name of ["focus", "pageshow", "online", "offline"]) {
      globalThis.window?.addEventListener(name, returned, { signal })
    }
    return () => end.abort()
  },
}
