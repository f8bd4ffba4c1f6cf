/** Rounds to the two decimals QPay writes. */
export function toCents(amount: number): number {
  return Math.round(amount * 100) / 100
}

/** An amount as QPay's rows carry it: "100.00". */
export function decimalText(amount: number): string {
  return amount.toFixed(2)
}

/** An amount as people read it: ₮12,000. */
export function tugrik(amount: number): string {
  const [whole = "0", decimals] = Math.abs(toCents(amount)).toString().split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  return `${amount < 0 ? "-" : ""}₮${grouped}${decimals ? `.${decimals.padEnd(2, "0")}` : ""}`
}
