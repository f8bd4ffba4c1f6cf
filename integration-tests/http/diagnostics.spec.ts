import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import path from "node:path"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Diagnosis, Diagnostics } from "../../src/diagnostics"
import { newNonce, probeAnswer, probeKey, signedProbe } from "../../src/diagnostics/probe"
import { reconcile } from "../../src/settlement/reconcile"
import { doctor, type Visit } from "../support/doctor"
import { eventually } from "../support/eventually"
import { ok, type Shop } from "../support/shop"
import { withShop } from "../support/suite"

const PROVIDER = "pp_qpay_qpay"

// Read by medusa-config: one account, whose list is read as in a real shop.
Object.assign(process.env, { QPAY_BRANCH2_USERNAME: "", QPAY_RECONCILE_EVERY_SECONDS: "60" })

withShop("diagnostics", ({ shop, qpay }) => {
  async function diagnose(body: object = {}): Promise<Diagnostics> {
    const answer = await shop().admin("POST", "/qpay/diagnostics", body)
    ok(answer)
    return answer.data
  }

  /** A purchase as it should be, long enough ago for its callback to be judged. */
  async function sale(settings: Record<string, unknown> = {}): Promise<string> {
    await qpay().settings(settings)
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    await reconcile(shop().container, { everySeconds: 0 })
    await shop().db.raw("UPDATE qpay_invoice_event SET created_at = created_at - interval '5 minutes'")
    return session.id
  }

  it("a well-configured shop: all is well, but for a callback URL that only a simulator can reach", async () => {
    await sale()
    const { healthy, checks, took_ms } = await diagnose()
    expect(checks.filter(({ state }) => state !== "ok")).toEqual([
      expect.objectContaining({ check: "callback_url", state: "warning", provider_id: PROVIDER }),
    ])
    expect(checks.map(({ check }) => check).sort()).toEqual(
      [
        ...["database", "tables", "version", "job", "backlog", "callbacks", "attention"],
        ...["locking", "event_bus", "workflows", "caching"],
        ...["options", "environment", "credentials", "invoice_code", "clock"],
        ...["callback_url", "callback_reach", "region"],
      ].sort()
    )
    expect(healthy).toBe(true)
    expect(took_ms).toBeGreaterThanOrEqual(0)
  })

  it("creates nothing at QPay and says what cannot be told then; live it does, and cancels it", async () => {
    expect(lineOf(await diagnose(), "invoice_code")).toMatchObject({
      state: "skipped",
      found: expect.stringContaining("doctor --live"),
      mn: { found: expect.stringContaining("doctor --live"), fix: null },
    })
    expect(await qpay().invoices()).toEqual([])

    expect(lineOf(await diagnose({ live: true }), "invoice_code").state).toBe("ok")
    expect(await qpay().invoices()).toEqual([expect.objectContaining({ amount: 100, status: "CANCELED" })])
  })

  it("is staff's alone, and takes nothing but live", async () => {
    expect((await shop().send("POST", "/admin/qpay/diagnostics", {})).status).toBe(401)
    expect((await shop().admin("POST", "/qpay/diagnostics", { live: "yes" })).status).toBe(400)
    expect((await shop().admin("POST", "/qpay/diagnostics", { dead: true })).status).toBe(400)
  })

  describe("names, with its fix,", () => {
    it("a provider that no region offers", async () => {
      await shop().db("region_payment_provider").delete()
      const line = lineOf(await diagnose(), "region")
      expect(line).toMatchObject({ state: "failed", provider_id: PROVIDER })
      expect(line.fix).toContain("Settings → Regions")
    })

    it("an entry that was taken out of medusa-config while a region still offers it", async () => {
      await shop().db("payment_provider").insert({ id: "pp_qpay_old", is_enabled: true })
      const [{ region_id }] = await shop().db("region_payment_provider").select("region_id")
      await shop()
        .db("region_payment_provider")
        .insert({ id: "regpp_old", region_id, payment_provider_id: "pp_qpay_old" })
      const lines = (await diagnose()).checks.filter(({ provider_id }) => provider_id === "pp_qpay_old")
      expect(lines).toEqual([
        expect.objectContaining({
          check: "region",
          state: "failed",
          fix: expect.stringContaining("Settings → Regions"),
        }),
      ])
    })

    it("a clock that goes wrong", async () => {
      await qpay().settings({ clock_ahead_seconds: 120 })
      expect(lineOf(await diagnose(), "clock")).toMatchObject({
        state: "warning",
        found: expect.stringMatching(/clock is [12] minutes? behind QPay's/),
        fix: expect.stringContaining("NTP"),
      })
      await qpay().settings({ clock_ahead_seconds: -900 })
      expect(lineOf(await diagnose(), "clock")).toMatchObject({ state: "failed" })
    })

    it("tables that are missing, and looks at the rest all the same", async () => {
      await shop().db.raw("ALTER TABLE qpay_pulse RENAME TO gone; ALTER TABLE qpay_invoice RENAME payments TO paid")
      try {
        const found = await diagnose()
        expect(lineOf(found, "tables")).toMatchObject({
          state: "failed",
          found: "missing: qpay_invoice.payments, qpay_pulse",
          fix: "run `npx medusa db:migrate`",
        })
        expect(lineOf(found, "credentials").state).toBe("ok")
        expect(lineOf(found, "job").state).toBe("skipped")
        expect(lineOf(found, "callback_reach").state).toBe("skipped")
      } finally {
        await shop().db.raw("ALTER TABLE gone RENAME TO qpay_pulse; ALTER TABLE qpay_invoice RENAME paid TO payments")
      }
    })

    it("a job that stands still while an invoice is open, and only then", async () => {
      await stopJob(shop())
      expect(lineOf(await diagnose(), "job").state).toBe("ok")
      await shop().checkout()
      const line = await eventually(async () => {
        await stopJob(shop())
        const found = lineOf(await diagnose(), "job")
        expect(found.state).toBe("failed")
        return found
      })
      expect(line.fix).toContain("MEDUSA_WORKER_MODE")
    })

    it("callbacks that never come, though payments do", async () => {
      const sessionId = await sale({ callback: "lost" })
      expect((await shop().row(sessionId)).state).toBe("settled")
      expect(lineOf(await diagnose(), "callbacks")).toMatchObject({
        state: "failed",
        found:
          "callbacks told of 0 of the last 1 payments that are older than a minute, of 0 first; no callback has ever come",
        fix: expect.stringContaining("ask QPay"),
      })
    })

    it("money that needs a person", async () => {
      const { invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, amount: 1000 })
      expect(lineOf(await diagnose(), "attention")).toMatchObject({
        state: "warning",
        found: "1 open line, ₮1,000 at stake",
        fix: expect.stringContaining("Medusa admin"),
      })
    })

    it("a QPay that cannot be reached", async () => {
      await qpay().fault({ on: "list", kind: "cut", times: 0 })
      expect(lineOf(await diagnose(), "credentials")).toMatchObject({
        state: "failed",
        found: expect.stringContaining("could not be asked"),
        fix: expect.stringContaining("network"),
      })
    })
  })

  describe("the door", () => {
    const key = () => {
      const { http } = shop().container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig
      return probeKey([http.jwtSecret, http.cookieSecret])
    }
    const knock = async (probe: string) => {
      const answer = await shop().send("GET", `/webhooks/qpay?probe=${probe}`)
      return { status: answer.status, data: answer.data, type: answer.headers["content-type"] }
    }
    const ordinary = { status: 200, data: "SUCCESS", type: "text/plain; charset=utf-8" }

    it("answers a probe that is under way, and no other", async () => {
      const nonce = newNonce()
      const { pulses } = shop().ledger
      expect(await knock(signedProbe(key(), nonce))).toEqual(ordinary)
      await pulses.beginProbe(nonce)
      expect(await knock(signedProbe(probeKey(["", ""]), nonce))).toEqual(ordinary)
      expect(await knock(nonce)).toEqual(ordinary)
      expect(await knock(signedProbe(key(), newNonce()))).toEqual(ordinary)
      expect(await knock(signedProbe(key(), nonce))).toMatchObject({ status: 200, data: probeAnswer(key(), nonce) })
      await shop().db.raw("UPDATE qpay_pulse SET last_run_at = now() - interval '2 minutes'")
      expect(await knock(signedProbe(key(), nonce))).toEqual(ordinary)
      await pulses.endProbe(nonce)
      expect(await qpay().counts()).toEqual({})
    })

    it("leaves nothing behind", async () => {
      expect(lineOf(await diagnose(), "callback_reach").state).toBe("ok")
      expect(await shop().db("qpay_pulse").where("name", "like", "probe:%")).toEqual([])
    })
  })

  describe("GET /qpay/health", () => {
    const health = async () => {
      const { status, data, headers } = await shop().send("GET", "/qpay/health")
      expect(headers["cache-control"]).toBe("no-store")
      return { http: status, ...data }
    }

    it("is open to monitors, says no more than how it goes, and asks QPay nothing", async () => {
      await sale()
      // The shop's own job may still be at the sale's last look.
      await eventually(async () => {
        await qpay().forgetCalls()
        expect(await health()).toEqual({
          http: 200,
          status: "ok",
          checks: { database: "ok", job: "ok", backlog: "ok", attention: "ok" },
        })
        expect(await qpay().calls()).toEqual([])
      })
    })

    it("degraded: staff are needed, or the job is late; down: work waits besides", async () => {
      const { session, invoiceId } = await shop().checkout()
      await qpay().pay({ invoice_id: invoiceId, amount: 1000 })
      expect(await health()).toMatchObject({ http: 200, status: "degraded", checks: { attention: "open" } })

      await eventually(async () => {
        await stopJob(shop())
        expect(await health()).toMatchObject({ http: 200, status: "degraded", checks: { job: "late" } })
      })

      // Another account's: the job of this shop leaves it alone.
      await shop()
        .db("qpay_invoice")
        .where({ payment_session_id: session.id })
        .update({
          account: "gone",
          knocks: 2,
          knocks_served: 1,
          last_callback_at: shop().db.raw("now() - interval '3 minutes'"),
        })
      await eventually(async () => {
        await stopJob(shop())
        expect(await health()).toMatchObject({ http: 503, status: "down", checks: { backlog: "late" } })
      })
    })
  })

  describe("on the command line", () => {
    const env = () => {
      const { databaseUrl } = shop().container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig
      return { DATABASE_URL: databaseUrl }
    }
    const json = async (more: NodeJS.ProcessEnv) => {
      const visit = await doctor(["--json"], { ...env(), ...more })
      return { visit, found: read(visit) }
    }

    it("a healthy shop: a table, exit code 0", async () => {
      await sale()
      const { code, out, err } = await doctor([], env())
      expect(err).toBe("")
      expect(out).toMatch(/^ {2}✓ database +it answers$/m)
      expect(out).toMatch(/^ {2}✓ credentials \(pp_qpay_qpay\) +QPay accepts/m)
      expect(out).toMatch(/^ {2}✓ callback_reach \(pp_qpay_qpay\) +http\S+ leads to a server of this store$/m)
      expect(out).toMatch(/^ {2}! callback_url .*\n +→ set QPAY_CALLBACK_URL/m)
      expect(out).toMatch(/Healthy, with 1 warning\. 19 checks in \d+\.\d s\.\n$/)
      expect(code).toBe(0)
    })

    it("a wrong password", async () => {
      const { visit, found } = await json({ QPAY_PASSWORD: "hunter2-hunter2" })
      expect(visit.code).toBe(1)
      expect(lineOf(found, "credentials")).toMatchObject({
        state: "failed",
        fix: expect.stringContaining("QPAY_PASSWORD"),
      })
      expect(lineOf(found, "invoice_code").state).toBe("skipped")
      expect(visit.out + visit.err).not.toContain("hunter2")
    })

    it("a wrong invoice code", async () => {
      const { visit, found } = await json({ QPAY_INVOICE_CODE: "ANOTHER_SHOP" })
      expect(visit.code).toBe(1)
      expect(lineOf(found, "credentials").state).toBe("ok")
      expect(lineOf(found, "invoice_code")).toMatchObject({
        state: "failed",
        fix: expect.stringContaining("QPAY_INVOICE_CODE"),
      })
    })

    it("a callback URL that leads to another store", async () => {
      const other = await anotherStore()
      try {
        const { port } = other.address() as AddressInfo
        const { visit, found } = await json({ QPAY_CALLBACK_URL: `http://127.0.0.1:${port}/webhooks/qpay` })
        expect(visit.code).toBe(1)
        expect(lineOf(found, "callback_reach")).toMatchObject({
          state: "failed",
          found: expect.stringContaining("not a server of this store"),
          fix: expect.stringContaining("QPAY_CALLBACK_URL"),
        })
      } finally {
        other.close()
      }
    })

    it("production with a QPay that is not, modules in memory with several servers, and no server running", async () => {
      const { JWT_SECRET, COOKIE_SECRET } = { JWT_SECRET: "jwt-hunter2", COOKIE_SECRET: "cookie-hunter2" }
      const { visit, found } = await json({
        NODE_ENV: "production",
        MEDUSA_WORKER_MODE: "worker",
        QPAY_CALLBACK_URL: "http://127.0.0.1:1/webhooks/qpay",
        JWT_SECRET,
        COOKIE_SECRET,
      })
      expect(visit.code).toBe(1)
      expect(lineOf(found, "environment")).toMatchObject({
        state: "warning",
        fix: expect.stringContaining('environment: "production"'),
      })
      for (const check of ["locking", "event_bus", "workflows", "caching"]) {
        expect(lineOf(found, check)).toMatchObject({
          state: "warning",
          found: expect.stringContaining("NODE_ENV is production, the worker mode is worker"),
          fix: expect.stringContaining("Redis"),
        })
      }
      expect(lineOf(found, "callback_reach")).toMatchObject({
        state: "failed",
        fix: expect.stringContaining("start the server"),
      })
      for (const secret of [JWT_SECRET, COOKIE_SECRET, process.env.DB_PASSWORD, process.env.QPAY_PASSWORD]) {
        expect(visit.out + visit.err).not.toContain(secret)
      }
    })

    it("options that are incomplete: all of them, and no stack", async () => {
      const { code, out } = await doctor([], { ...env(), QPAY_USERNAME: "", QPAY_CALLBACK_URL: "shop.example.mn" })
      expect(code).toBe(1)
      expect(out).toMatch(/✗ options +QPay payment provider: 2 option\(s\) to fix/)
      expect(out).toContain("- username is missing: set it, usually from the variable QPAY_USERNAME")
      expect(out).toContain("- callbackUrl is not an http(s) address")
      expect(out).toMatch(/→ correct them/)
      expect(out).not.toMatch(/^\s+at /m)
    })

    it("a database that is away, within seconds", async () => {
      const { visit, found } = await json({ DATABASE_URL: "postgres://medusa:hunter2-hunter2@127.0.0.1:1/medusa" })
      expect(visit.code).toBe(1)
      expect(found.checks).toEqual([
        expect.objectContaining({
          check: "database",
          state: "failed",
          found: expect.stringContaining("ECONNREFUSED"),
          fix: expect.stringContaining("DATABASE_URL"),
        }),
      ])
      expect(visit.out + visit.err).not.toContain("hunter2")
    })

    it("what it cannot do is exit code 2", async () => {
      const empty = mkdtempSync(path.join(tmpdir(), "qpay-no-store-"))
      expect(await doctor([], {}, empty)).toMatchObject({
        code: 2,
        out: "",
        err: expect.stringContaining("no medusa-config in this folder"),
      })
      rmSync(empty, { recursive: true })
      expect(await doctor(["--jsno"], {})).toMatchObject({ code: 2, err: expect.stringContaining("--jsno") })
    })
  })
})

function lineOf({ checks }: Diagnostics, name: string): Diagnosis {
  const line = checks.find(({ check }) => check === name)
  if (!line) throw new Error(`no check ${name} among ${checks.map(({ check }) => check).join(", ")}`)
  return line
}

function read({ out, err }: Visit): Diagnostics {
  try {
    return JSON.parse(out)
  } catch {
    throw new Error(`doctor said no JSON: ${out}${err}`)
  }
}

/** As if it had run long ago. The real one leaves its next pulse within a minute. */
async function stopJob(shop: Shop): Promise<void> {
  await shop.ledger.pulses.beat("qpay-reconcile", {})
  await shop.db("qpay_pulse").update({ last_run_at: shop.db.raw("now() - interval '10 minutes'") })
}

/** Answers knocks as every store with this plugin does. */
async function anotherStore(): Promise<Server> {
  const server = createServer((_request, response) => response.end("SUCCESS"))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return server
}
