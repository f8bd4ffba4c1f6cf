import { isProbeAnswer, newNonce, probeAnswer, probeKey, readProbe, signedProbe } from "../probe"

const key = probeKey(["jwt-secret", "cookie-secret"])
const nonce = newNonce()

it("servers with the same secrets understand each other", () => {
  const other = probeKey(["jwt-secret", "cookie-secret"])
  expect(readProbe(other, signedProbe(key, nonce))).toBe(nonce)
  expect(isProbeAnswer(key, nonce, `${probeAnswer(other, nonce)}\n`)).toBe(true)
})

it("whoever lacks a secret is neither heard nor believed", () => {
  for (const secrets of [
    ["jwt-secret", "other"],
    ["jwt-secretcookie-secret", ""],
    [undefined, undefined],
  ]) {
    const other = probeKey(secrets)
    expect(readProbe(key, signedProbe(other, nonce))).toBeNull()
    expect(isProbeAnswer(key, nonce, probeAnswer(other, nonce))).toBe(false)
  }
})

it.each([
  ["an echo", signedProbe(key, nonce).split(".")[1] as string],
  ["another nonce's answer", probeAnswer(key, newNonce())],
  ["the ordinary answer", "SUCCESS"],
  ["nothing", ""],
])("%s is no answer", (_name, answer) => {
  expect(isProbeAnswer(key, nonce, answer)).toBe(false)
})

it.each([undefined, null, 7, ["a"], { a: 1 }, "", ".", "a.b", `${nonce}.`, `${nonce}.${"A".repeat(43)}`])(
  "%j is no probe",
  (value) => {
    expect(readProbe(key, value)).toBeNull()
  }
)
