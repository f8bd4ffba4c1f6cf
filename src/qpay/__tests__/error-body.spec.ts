import { readRefusal } from "../error-body"

it("reads the business shape, with and without a message", () => {
  expect(readRefusal({ error: "AUTHENTICATION_FAILED", message: "Нэвтрэх нэр, нууц үг буруу" })).toEqual({
    code: "AUTHENTICATION_FAILED",
    text: "Нэвтрэх нэр, нууц үг буруу",
  })
  expect(readRefusal({ error: "SYSTEM_BUSY" })).toEqual({ code: "SYSTEM_BUSY", text: "SYSTEM_BUSY" })
})

it("reads the field shape into one sentence and a map", () => {
  const fields = {
    object_type: { type: "REQUIRED", message: "Required!" },
    object_id: { type: "REQUIRED", message: "Required!" },
  }
  expect(readRefusal({ error: fields, message: fields })).toEqual({
    code: "FIELDS",
    text: "object_type: Required! (REQUIRED); object_id: Required! (REQUIRED)",
    fieldErrors: fields,
  })
  expect(readRefusal({ message: fields })?.code).toBe("FIELDS")
})

it("keeps what it copies short", () => {
  expect(readRefusal({ error: "X", message: "y".repeat(5000) })?.text).toHaveLength(300)
  const many = Object.fromEntries([...Array(100).keys()].map((n) => [`f${n}`, { type: "INVALID" }]))
  expect(Object.keys(readRefusal({ error: many })?.fieldErrors ?? {})).toHaveLength(20)
})

it.each([
  undefined,
  null,
  "text",
  5,
  [],
  {},
  { error: {} },
  { error: "two words" },
  { error: { a: "b" } },
  { error: 5 },
])("%j is neither", (body) => {
  expect(readRefusal(body)).toBeNull()
})
