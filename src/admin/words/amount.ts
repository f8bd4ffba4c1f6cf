const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 })
const EXACT = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** @param amount tugrik; only fees have decimals. @returns "₮12,000", as Mongolian shops print it in either language */
export function formatAmount(amount: number): string {
  return `₮${(Number.isInteger(amount) ? WHOLE : EXACT).format(amount)}`
}

/**
 * Reads a sum that somebody typed: `12000`, `12,000`, `₮12 000`.
 * @returns whole tugrik, or null for anything that could be meant otherwise
 */
export function readAmount(typed: string): number | null {
  const bare = typed.replace(/₮|\s/g, "")
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(bare)) return null
  const amount = Number(bare.replace(/,/g, ""))
  return amount > 0 && Number.isSafeInteger(amount) ? amount : null
}
