import { troubleOf } from "../trouble"

/** As the SDK throws an answer that is no success. */
const answered = (status: number, message: string) => Object.assign(new Error(message), { status })

describe("trouble", () => {
  it("has words of its own where the browser's or core's would be English only", () => {
    expect(troubleOf(new TypeError("Failed to fetch"))).toBe("offline")
    expect(troubleOf(answered(500, "An unknown error occurred."))).toBe("broken")
    expect(troubleOf(answered(502, "Bad Gateway"))).toBe("broken")
  })

  it("leaves the server's own sentences alone", () => {
    expect(troubleOf(answered(409, "Ийм нэхэмжлэх алга. / There is no such invoice."))).toBeNull()
    expect(troubleOf(answered(500, "QPay-д холбогдсонгүй. / QPay could not be reached."))).toBeNull()
    expect(troubleOf(answered(400, "amount is below ₮1"))).toBeNull()
  })
})
