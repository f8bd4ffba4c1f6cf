// What the browser keeps for us. It may refuse (private windows): then the shop forgets at reload, and works.

/** @returns {string | null} */
export function recall(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Null forgets. */
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // see above
  }
}
