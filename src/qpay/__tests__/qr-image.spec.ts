import jsQR from "jsqr"
import { PNG } from "pngjs"
import { toBuffer } from "qrcode"
import { qrImageDataUri } from "../qr-image"

const PREFIX = "data:image/png;base64,"
const text =
  "00020101021215312794049627940496002501011234567520459995303496540510000.5802MN5909TEST SHOP6011Ulaanbaatar62240720abcdefghij0123456789" +
  "7106QPP_QR7815123456789012345790222800201630483BE"

function scan(dataUri: string): string | undefined {
  expect(dataUri.startsWith(PREFIX)).toBe(true)
  const png = PNG.sync.read(Buffer.from(dataUri.slice(PREFIX.length), "base64"))
  return jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data
}

it("passes QPay's own picture on, with exactly one prefix", async () => {
  const raw = (await toBuffer("QPay drew this", { width: 300 })).toString("base64")
  const wrapped = raw.replace(/(.{76})/g, "$1\r\n")
  for (const given of [raw, PREFIX + raw, PREFIX + PREFIX + raw, ` ${wrapped} `]) {
    expect(await qrImageDataUri(given, text)).toBe(PREFIX + raw)
  }
  expect(scan(PREFIX + raw)).toBe("QPay drew this")
})

it("draws the text when there is no picture, or not a whole PNG", async () => {
  const raw = (await toBuffer("QPay drew this", { width: 300 })).toString("base64")
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]).toString("base64")
  const cut = raw.slice(0, Math.floor(raw.length / 8) * 4)
  const drawn = await qrImageDataUri("", text)
  expect(scan(drawn)).toBe(text)
  for (const given of [null, undefined, "not base64!", jpeg, cut, "data:image/svg+xml;base64,AAAA", '"><script>']) {
    expect(await qrImageDataUri(given, text)).toBe(drawn)
  }
})

it("draws a text of 300 characters with spaces and Cyrillic", async () => {
  const long = `${text} Дэлгүүр `.padEnd(300, "x")
  expect(scan(await qrImageDataUri("", long))).toBe(long)
})

it("says so when there is nothing to show", async () => {
  await expect(qrImageDataUri("", "")).rejects.toThrow()
})
