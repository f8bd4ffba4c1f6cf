import { redact } from "../redact"

it("masks a secret in plain, URL-encoded and JSON-escaped form, every time", () => {
  const secret = 'p@ss "word"/1'
  const text = `${secret} | ${encodeURIComponent(secret)} | ${JSON.stringify(secret)} | ${secret}`
  expect(redact(text, [secret])).toBe('[redacted] | [redacted] | "[redacted]" | [redacted]')
})

it("masks the longer secret whole when one contains the other", () => {
  expect(redact("abcdef abc", ["abc", "abcdef"])).toBe("[redacted] [redacted]")
})

it("masks Authorization values and web tokens it was never told of", () => {
  const text =
    "Authorization: Bearer abcdefghijklmnopqrstuvwxyz, basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==, eyJhbGciOiJI.eyJzdWIi.c2ln"
  expect(redact(text, [])).toBe("Authorization: Bearer [redacted], basic [redacted], [redacted]")
})

it("leaves other text alone, also with empty secrets", () => {
  expect(redact("Нэхэмжлэл цуцлагдсан байна: basic plan", ["", "xy"])).toBe("Нэхэмжлэл цуцлагдсан байна: basic plan")
})
