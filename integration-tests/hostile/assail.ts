import fc, { type Arbitrary } from "fast-check"
import { drawing } from "../support/chance"
import { SubscriberWork } from "../support/subscriber-work"
import type { World } from "../support/suite"
import { type Answer, type Request, speak } from "../support/wire"
import { told, Witness } from "../support/witness"

export interface Bounds {
  /** How many batches are drawn. */
  runs: number
  /** Columns of the ledger that such requests may move. */
  ignoring?: readonly string[]
  /** How often all of them together may make us call QPay within one span of the throttle. */
  calls?: number
}

/** An invoice is asked about once in this time. */
const THROTTLE_MS = 10_000

/** What Node and Medusa answer before any route is asked: no HTTP, too long, not readable as its type says. */
export const BEFORE_US = [400, 413, 415, 431]

/**
 * Sends batches of cases, each batch at once, and looks at every answer. Whatever was said, no answer is a failure of
 * the server, no answer and no log line holds a secret, the books are as before, and QPay was not asked too often.
 */
export async function assail(
  { shop, qpay }: World,
  cases: Arbitrary<Request[]>,
  look: (answers: Answer[], requests: Request[]) => void,
  { runs, ignoring = [], calls = 0 }: Bounds
): Promise<void> {
  const port = Number(process.env.PORT)
  const witness = new Witness(shop(), qpay())
  const secrets = await witness.secrets()
  const before = await witness.books(ignoring)
  const unmoved = async () => expect(changes(before, await witness.books(ignoring))).toEqual([])
  await qpay().forgetCalls()
  const began = Date.now()
  // Medusa's own route would act five seconds after its answer.
  const subscribers = SubscriberWork.watch(shop().container, { delays: false })
  witness.listen()
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 1, maxLength: 25 }), async (batch) => {
        const answered = await Promise.all(batch.map((requests) => Promise.all(requests.map((r) => speak(port, r)))))
        answered.forEach((answers, at) => {
          for (const { status, raw } of answers) {
            expect(status).toBeLessThan(500)
            expect(told(raw, secrets)).toEqual([])
          }
          look(answers, batch[at] as Request[])
        })
        await unmoved()
      }),
      drawing(runs)
    )
    await subscribers.idle()
    await unmoved()
  } finally {
    subscribers.stop()
    const log = witness.stop()
    expect(log).toContain("http") // it was listened to
    expect(told(log, secrets)).toEqual([])
  }
  const asked = Object.values(await qpay().counts()).reduce((sum, n) => sum + n, 0)
  // The slower the machine, the more spans a test takes; the first and the last may be parts.
  const spans = Math.floor((Date.now() - began) / THROTTLE_MS) + 2
  expect(asked).toBeLessThanOrEqual(calls * spans)
}

/** What two answers that are to be told apart by nobody must have in common. */
export function said({ status, headers, body }: Answer): object {
  return { status, headers, body }
}

/** The lines that were not there before: what a failed comparison shows. */
function changes(before: string, after: string): string[] {
  const old = new Set(before.split("\n"))
  return after.split("\n").filter((line) => !old.has(line))
}
