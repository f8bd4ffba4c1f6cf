const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/**
 * The least id that Medusa may have given at this time: its ids are ULIDs, so what is recent is found by the primary
 * key, in tables that have no index on their dates.
 * @param prefix e.g. `order`
 */
export function idAt(prefix: string, time: Date): string {
  let text = ""
  for (let left = time.getTime(); text.length < 10; left = Math.floor(left / 32)) text = DIGITS[left % 32] + text
  return `${prefix}_${text}`
}
