import type { Pool } from "pg"
import type { Finding } from "./findings"
import { groupBy } from "./join"
import type { Announcement, LedgerInvoice } from "./types"

/**
 * Has the database write down what the ledger announces, because the ledger itself forgets what it has told. Before
 * the first shopper.
 */
export async function listenToAnnouncements(db: Pool): Promise<void> {
  await db.query(`
    CREATE TABLE chaos_announced (id text PRIMARY KEY, name text NOT NULL, data jsonb NOT NULL, told boolean NOT NULL);
    CREATE FUNCTION chaos_announce() RETURNS trigger AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN INSERT INTO chaos_announced VALUES (NEW.id, NEW.name, NEW.data, false);
        ELSE UPDATE chaos_announced SET told = true WHERE id = OLD.id;
        END IF;
        RETURN NULL;
      END $$ LANGUAGE plpgsql;
    CREATE TRIGGER chaos_announce AFTER INSERT OR DELETE ON qpay_announcement
      FOR EACH ROW EXECUTE FUNCTION chaos_announce()`)
}

export async function readAnnouncements(db: Pool): Promise<Announcement[]> {
  const { rows } = await db.query(
    `SELECT name, data ->> 'invoice_id' AS invoice_id, data ->> 'attention_id' AS line_id, told FROM chaos_announced`
  )
  return rows
}

/** Every settled invoice is announced exactly once, every line at least once, and nothing is left untold. */
export function wronglyAnnounced(
  invoices: readonly LedgerInvoice[],
  lines: readonly { id: string; amount: number }[],
  announcements: readonly Announcement[]
): Finding[] {
  const settled = announcements.filter(({ name }) => name === "qpay.payment.settled")
  const timesOf = groupBy(settled, ({ invoice_id }) => invoice_id)
  const ofLine = new Set(announcements.map(({ line_id }) => line_id))
  const wrong = invoices.flatMap((row): Finding[] => {
    const expected = row.trail.filter(({ type }) => type === "settled").length
    const times = timesOf.get(row.invoice_id)?.length ?? 0
    if (times === expected) return []
    const what = `settled ${expected} times, announced ${times} times`
    const { amount, cart_id } = row
    return [{ kind: "announced_wrongly", what, amount, cart_id, invoice_id: row.invoice_id ?? undefined }]
  })
  const silent = lines
    .filter(({ id }) => !ofLine.has(id))
    .map(({ id, amount }): Finding => ({ kind: "announced_wrongly", what: `the line ${id} was not announced`, amount }))
  const untold = announcements
    .filter(({ told }) => !told)
    .map(({ name, invoice_id }): Finding => ({
      kind: "announced_wrongly",
      what: `${name} was not told`,
      amount: 0,
      invoice_id: invoice_id ?? undefined,
    }))
  return [...wrong, ...silent, ...untold]
}
