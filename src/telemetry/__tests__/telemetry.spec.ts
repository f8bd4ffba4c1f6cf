import { SpanKind, SpanStatusCode } from "@medusajs/framework/opentelemetry/api"
import type { SpanProcessor } from "@medusajs/framework/opentelemetry/sdk-trace-node"
import { ATTENTION_REASONS } from "../../modules/qpay/states"
import { countAttention, countCallback, observeReconcile, observeSettle, recordCall } from ".."
import { Recorder } from "./recorder"

const settlement = { outcome: "settled", asked: true, first: true }
const call = { endpoint: "POST /v2/payment/check", status: 200, ms: 250, attempt: 1 }
const failure = new Error("insert into qpay_invoice values (payses_01SECRET) - the database is away")

async function useAll(): Promise<void> {
  expect(await observeSettle("callback", async () => settlement)).toBe(settlement)
  await expect(observeSettle("job", () => Promise.reject(failure))).rejects.toBe(failure)
  expect(await countCallback(Promise.resolve(settlement))).toBe(settlement)
  expect(await countCallback(Promise.resolve(null))).toBeNull()
  await expect(countCallback(Promise.reject(failure))).rejects.toBe(failure)
  expect(await observeReconcile(async () => ({ "with news": 2 }))).toEqual({ "with news": 2 })
  await expect(observeReconcile(() => Promise.reject(failure))).rejects.toBe(failure)
  recordCall(call)
  countAttention([{ data: { attention_id: "qpatt_1", reason: "underpaid" } }])
}

let broken = false
const faulty = (): void => {
  if (broken) throw new Error("an exporter's fault")
}
const faultyProcessor: SpanProcessor = {
  onStart: faulty,
  onEnd: faulty,
  forceFlush: async () => {},
  shutdown: async () => {},
}

// First of all: a tracer that has found its provider keeps it.
it("with nothing registered everything goes on as it is", useAll)

describe("with the SDK registered", () => {
  let recorder: Recorder
  beforeAll(() => (recorder = new Recorder(faultyProcessor)))
  beforeEach(() => {
    broken = false
    recorder.forget()
  })

  it("what was done before it is not there", async () => {
    expect(recorder.spans()).toEqual([])
    expect(await recorder.points("qpay.callbacks")).toEqual([])
  })

  it("a settlement is a span and a duration", async () => {
    await observeSettle("callback", async () => settlement)
    const attributes = { "qpay.actor": "callback", "qpay.outcome": "settled", "qpay.asked": true }
    expect(recorder.spans().map((span) => [span.name, span.attributes])).toEqual([["qpay.settle", attributes]])
    expect(await recorder.points("qpay.settle.duration")).toEqual([{ attributes, value: 1, unit: "s" }])
  })

  it("an error marks its span and leaves no word of its text", async () => {
    await expect(observeSettle("callback", () => Promise.reject(failure))).rejects.toBe(failure)
    const [span] = recorder.spans("qpay.settle")
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR })
    expect(span?.attributes["qpay.outcome"]).toBe("error")
    expect(await recorder.everything()).not.toMatch(/SECRET|database/)
  })

  it.each([
    ["admin:user_01JSECRET", "admin"],
    ["storefront", "storefront"],
    ["hint", "hint"],
    ["user_01JSECRET", "other"],
  ])("tells of the actor %s only that it is %s", async (actor, kind) => {
    await observeSettle(actor, async () => settlement)
    expect(recorder.spans()[0]?.attributes["qpay.actor"]).toBe(kind)
    expect(await recorder.everything()).not.toContain("SECRET")
  })

  it("a request to QPay is a client's span, a count and a duration in seconds", async () => {
    recordCall(call)
    const attributes = {
      "qpay.endpoint": "POST /v2/payment/check",
      "qpay.result": "ok",
      "http.response.status_code": 200,
    }
    const [span] = recorder.spans("qpay.call")
    expect(span).toMatchObject({ kind: SpanKind.CLIENT, attributes: { ...attributes, "qpay.attempt": 1 } })
    expect(span?.duration).toEqual([0, 250_000_000])
    expect(await recorder.points("qpay.calls")).toEqual([{ attributes, value: 1, unit: "{call}" }])
    expect(await recorder.points("qpay.call.duration")).toEqual([{ attributes, value: 1, unit: "s" }])
  })

  it.each([
    ["TIMEOUT", "TIMEOUT"],
    ["INVOICE_PAID", "INVOICE_PAID"],
    ["ID_9c2f41", "OTHER"],
    ["eyJhbGciOi", "OTHER"],
  ])("a failed one with code %s has the result %s, and no status without an answer", (code, result) => {
    recordCall({ ...call, status: undefined, code })
    const [span] = recorder.spans("qpay.call")
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR })
    expect(span?.attributes).toEqual({
      "qpay.endpoint": "POST /v2/payment/check",
      "qpay.result": result,
      "qpay.attempt": 1,
    })
  })

  it("its span is a child of what asked", async () => {
    await observeSettle("callback", async () => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      recordCall(call)
      return settlement
    })
    const [asked, settled] = recorder.spans()
    expect(asked?.parentSpanContext?.spanId).toBe(settled?.spanContext().spanId)
  })

  it("callbacks are counted by what came of them", async () => {
    const received = [settlement, { ...settlement, first: false }, { ...settlement, outcome: "unpaid" }, null]
    for (const one of received) await countCallback(Promise.resolve(one))
    await countCallback(Promise.reject(failure)).catch(() => undefined)
    const points = await recorder.points("qpay.callbacks")
    expect(points.map(({ attributes, value }) => [attributes["qpay.result"], value])).toEqual([
      ["settled", 1],
      ["already_settled", 1],
      ["unpaid", 1],
      ["unknown", 1],
      ["error", 1],
    ])
  })

  it("a run of the job tells its report's counts, and adds up what it found", async () => {
    await observeReconcile(async () => ({ "list calls": 1, "with news": 2, settled: 2 }))
    await observeReconcile(async () => ({ announced: 0 }))
    expect(recorder.spans("qpay.reconcile").map(({ attributes }) => attributes)).toEqual([
      { "qpay.reconcile.list_calls": 1, "qpay.reconcile.with_news": 2, "qpay.reconcile.settled": 2 },
      { "qpay.reconcile.announced": 0 },
    ])
    expect(await recorder.points("qpay.sweep.found")).toEqual([{ attributes: {}, value: 2, unit: "{invoice}" }])
  })

  it("every reason is there with a zero, so that its first line is a rise", async () => {
    await observeReconcile(async () => ({}))
    const points = await recorder.allPoints("qpay.attention")
    expect(points.map(({ attributes }) => attributes["qpay.reason"])).toEqual([...ATTENTION_REASONS])
    expect(points.every(({ value }) => value === 0)).toBe(true)
    expect(await recorder.allPoints("qpay.sweep.found")).toEqual([{ attributes: {}, value: 0, unit: "{invoice}" }])
  })

  it("attention lines are counted by reason, other events are not", async () => {
    const line = { payment_session_id: "payses_SECRET", attention_id: "qpatt_SECRET", reason: "underpaid" }
    countAttention([{ data: line }, { data: { payment_session_id: "payses_SECRET" } }, { data: line }])
    expect(await recorder.points("qpay.attention")).toEqual([
      { attributes: { "qpay.reason": "underpaid" }, value: 2, unit: "{line}" },
    ])
    expect(await recorder.everything()).not.toContain("SECRET")
  })

  it("a part of OpenTelemetry that throws changes nothing", async () => {
    broken = true
    await useAll()
  })
})
