import { toDataURL } from "qrcode"

const PREFIX = "data:image/png;base64,"
const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG_END = Buffer.from("IEND", "latin1")
const SIZE = 300

/**
 * The QR code as an address for an <img>. QPay's picture is base64 without a data: prefix, and now and then it is
 * empty; then the code is drawn here from the same text.
 *
 * @param qrImage `qr_image` of a created invoice
 * @param qrText `qr_text` of the same invoice
 * @throws Error when there is neither a picture nor a text that fits in a QR code
 */
export async function qrImageDataUri(qrImage: string | null | undefined, qrText: string): Promise<string> {
  const base64 = (qrImage ?? "").replace(/\s+/g, "").replace(/^(data:image\/png;base64,)+/i, "")
  if (isWholePng(base64)) {
    return PREFIX + base64
  }
  return toDataURL(qrText, { errorCorrectionLevel: "M", width: SIZE, margin: 4 })
}

/** Not cut short, either: a PNG ends with its IEND chunk. */
function isWholePng(base64: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    return false
  }
  const bytes = Buffer.from(base64, "base64")
  return bytes.subarray(0, 8).equals(PNG_START) && bytes.subarray(-8, -4).equals(PNG_END)
}
