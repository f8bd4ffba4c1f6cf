import { check } from "../check"
import { failed } from "../lines"
import { passwordIn, withoutSecrets } from "../redaction"

it("a check that throws is a failed line, without the statement it threw at", async () => {
  const broken = async () => {
    throw new Error('select * from "qpay_invoice" where secret = 1 - relation "qpay_invoice" does not exist')
  }
  expect(await check("job", "pp_qpay_qpay", 1000, broken)).toEqual([
    {
      check: "job",
      provider_id: "pp_qpay_qpay",
      state: "failed",
      found: 'the check itself failed: relation "qpay_invoice" does not exist',
      fix: expect.any(String),
      mn: {
        found: expect.stringContaining(': relation "qpay_invoice" does not exist'),
        fix: expect.any(String),
      },
    },
  ])
})

it("a check that never ends is a failed line, too", async () => {
  const [line] = await check("region", null, 1, () => new Promise(() => undefined))
  expect(line).toMatchObject({ check: "region", state: "failed", found: expect.stringContaining("no answer") })
})

it("no secret passes, in plain or in an address", () => {
  const address = "postgres://medusa:p%40ssword@db.internal/medusa"
  const secrets = [address, ...passwordIn(address), "jwt-secret"]
  const said = `${address} p@ssword p%40ssword jwt-secret db.internal`
  const [line] = withoutSecrets([failed("boot", (w) => w.boot.stopped(said))], secrets)
  expect(JSON.stringify(line)).not.toMatch(/p@ss|p%40|jwt/)
  for (const found of [line?.found, line?.mn.found]) expect(found).toContain("db.internal")
})
