import type { PaymentFact } from "./types"

/** What may change about known payments; the database does not keep the order of keys. */
export function essence(payments: readonly PaymentFact[]): string {
  return payments.map(({ payment_id, status, amount }) => `${payment_id} ${status} ${amount}`).join("\n")
}

/** A payment once listed is never forgotten; its newest status wins. */
export function mergePayments(known: readonly PaymentFact[], listed: readonly PaymentFact[]): PaymentFact[] {
  const merged = new Map(known.map((fact) => [fact.payment_id, fact]))
  for (const fact of listed) {
    merged.set(fact.payment_id, { ...fact, seen_at: merged.get(fact.payment_id)?.seen_at ?? fact.seen_at })
  }
  return [...merged.values()]
}
