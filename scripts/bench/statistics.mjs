/** Value below which a share of the sorted samples lies, by nearest rank. */
function rank(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

const ascending = (a, b) => a - b

export function median(values) {
  const sorted = [...values].sort(ascending)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export function summary(values) {
  const sorted = [...values].sort(ascending)
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    n: sorted.length,
    median: median(sorted),
    p95: rank(sorted, 0.95),
    min: sorted[0],
    max: sorted.at(-1),
    sd: Math.sqrt(squares / Math.max(1, sorted.length - 1)),
  }
}

/** mulberry32: the same samples give the same interval on every run. */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * How many times the base the candidate is, by medians, with the middle 90 % of 2000 resamplings. Samples of one
 * round were taken next to each other and are drawn together, so that the machine's drift does not widen it.
 */
export function ratio(candidate, base, seed = 1) {
  const random = seeded(seed)
  const rounds = Math.min(candidate.length, base.length)
  const drawn = Array.from({ length: 2000 }, () => {
    const picks = Array.from({ length: rounds }, () => Math.floor(random() * rounds))
    return median(picks.map((n) => candidate[n])) / median(picks.map((n) => base[n]))
  }).sort(ascending)
  return { ratio: median(candidate) / median(base), low: rank(drawn, 0.05), high: rank(drawn, 0.95) }
}
