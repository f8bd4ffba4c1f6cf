import { judgeCallbackUrl, judgeReach, type ReachOutcome } from "../callback-url"

const P = "pp_qpay_qpay"
const URL = "https://shop.example.mn/webhooks/qpay"

it.each([
  [URL, true, "ok"],
  [URL, false, "ok"],
  ["http://127.0.0.1:9000/webhooks/qpay", false, "warning"],
  ["http://shop.example.mn/webhooks/qpay", false, "warning"],
  ["http://shop.example.mn/webhooks/qpay", true, "failed"],
  ["https://10.0.0.7/webhooks/qpay", true, "failed"],
  ["https://172.20.1.1/webhooks/qpay", true, "failed"],
  ["https://172.32.1.1/webhooks/qpay", true, "ok"],
  ["https://[::1]/webhooks/qpay", true, "failed"],
  ["https://[2606:4700::1]/webhooks/qpay", true, "ok"],
  ["https://medusa/webhooks/qpay", true, "failed"],
  ["https://shop.local/webhooks/qpay", true, "failed"],
])("%s with production %s: %s", (url, live, state) => {
  const line = judgeCallbackUrl(url, live, P)
  expect(line.state).toBe(state)
  if (state !== "ok") expect(line.fix).toContain("QPAY_CALLBACK_URL")
})

it("shows no part of the address that may be secret", () => {
  const url = "https://user:hunter2@shop.example.mn/webhooks/qpay?bypass=hunter3"
  const lines = [judgeCallbackUrl(url, true, P), judgeReach(url, { kind: "silent" }, P)]
  expect(JSON.stringify(lines)).not.toMatch(/hunter/)
})

it.each<[ReachOutcome | null, string, RegExp | null]>([
  [{ kind: "ours" }, "ok", null],
  [{ kind: "unreachable", why: "ECONNREFUSED" }, "failed", /start the server/],
  [{ kind: "silent" }, "failed", /firewall/],
  [{ kind: "redirect", status: 301 }, "failed", /leads to in the end/],
  [{ kind: "stranger", status: 200 }, "failed", /JWT_SECRET/],
  [null, "skipped", null],
])("a knock that came to %j: %s", (outcome, state, fix) => {
  const line = judgeReach(URL, outcome, P)
  expect(line).toMatchObject({ check: "callback_reach", provider_id: P, state })
  if (fix) expect(line.fix).toMatch(fix)
  else expect(line.fix).toBeNull()
})
