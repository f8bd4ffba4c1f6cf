import jsQR from "jsqr"
import { PNG } from "pngjs"
import { Desk } from "./desk"

/** Bit by bit over the bits of the text: another way to the sum than the simulator's. */
function checksum(text: string): string {
  let register = 0xffff
  for (const byte of Buffer.from(text, "latin1")) {
    for (let bit = 7; bit >= 0; bit--) {
      const out = ((register >> 15) ^ (byte >> bit)) & 1
      register = (register << 1) & 0xffff
      if (out) {
        register ^= 0x1021
      }
    }
  }
  return register.toString(16).toUpperCase().padStart(4, "0")
}

function tags(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (let at = 0; at < text.length;) {
    const length = Number(text.slice(at + 2, at + 4))
    found[text.slice(at, at + 2)] = text.slice(at + 4, at + 4 + length)
    at += 4 + length
  }
  return found
}

describe("the QR code", () => {
  let desk: Desk
  beforeAll(async () => {
    const account = { username: "U", password: "p", invoiceCode: "C", merchantName: "Ялалт Худалдааны төв, Өргөө ХХК" }
    desk = await Desk.open({
      settings: { empty_qr_image: false },
      accounts: [account],
      now: () => new Date("2026-11-20T06:00:00Z"),
    })
  })
  afterAll(() => desk.close())

  it("is checked with an arithmetic that a public sandbox code agrees with", () => {
    const sample =
      "0002010102121531279404962794049600022310027138152045734530349654031005802MN5904TEST6011Ulaanbaatar" +
      "6244010712345670504test0721qWlrS8_zUpplFJmmfBGXc6304"
    expect(checksum(sample)).toBe("C66D")
  })

  it.each([
    [12_000, "12000"],
    [150.5, "150.50"],
  ])("says what EMVCo and QPay want, for %s", async (amount, text) => {
    const { json } = await desk.qpay("POST", "/invoice", desk.invoiceBody({ amount }))
    const qr: string = json.qr_text
    expect(qr.slice(-4)).toBe(checksum(qr.slice(0, -4)))
    expect(qr.slice(-8, -4)).toBe("6304")
    expect(qr.length).toBeGreaterThan(150)
    expect(qr.length).toBeLessThan(300)
    expect(Buffer.byteLength(qr)).toBe(qr.length)
    const read = tags(qr)
    expect(read).toMatchObject({
      "00": "01",
      "01": "12",
      "52": "6010",
      "53": "496",
      "54": text,
      "58": "MN",
      "59": "YaLALTKHUDALDAANYTUVURGUU",
      "60": "Ulaanbaatar",
      "71": "QPP_QR",
      "79": "22",
      "80": "01",
    })
    expect(read["15"]).toMatch(/^279404962794049600261120\d{7}$/)
    expect(read["78"]).toMatch(/^\d{15}$/)
    const account = tags(read["27"] ?? "")
    expect(account).toMatchObject({ "00": "A0000008430001", "01": "CAXBMNUB" })
    expect(account["02"]).toBe(tags(read["62"] ?? "")["07"])
  })

  it("comes as a bare 300x300 PNG that scans back", async () => {
    const { json } = await desk.qpay("POST", "/invoice", desk.invoiceBody())
    expect(json.qr_image).toMatch(/^[A-Za-z0-9+/]+=*$/)
    const png = PNG.sync.read(Buffer.from(json.qr_image, "base64"))
    expect([png.width, png.height]).toEqual([300, 300])
    expect(jsQR(new Uint8ClampedArray(png.data), 300, 300)?.data).toBe(json.qr_text)
  })

  it("is left out on demand", async () => {
    await desk.sim("PUT", "/settings", { empty_qr_image: true })
    expect((await desk.qpay("POST", "/invoice", desk.invoiceBody())).json.qr_image).toBe("")
  })
})
