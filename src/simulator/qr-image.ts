import { toBuffer } from "qrcode"

/** Base64 of a 300x300 PNG without a `data:` prefix, as captured in Jan 2025 and Sep 2026. */
export async function qrImage(text: string): Promise<string> {
  const png = await toBuffer(text, { type: "png", width: 300, margin: 2, errorCorrectionLevel: "M" })
  return png.toString("base64")
}
